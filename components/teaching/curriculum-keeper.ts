import type { AuthoredCourse, AuthoredModule } from '@/lib/courses/authored-dto'
import type { ActionResult } from '@/lib/platform/forms/result'

type Course = Pick<AuthoredCourse, 'modules' | 'orderEdit' | 'version'>
type Answer = ActionResult<{ version: number }>
export type Change = {
  /** How the list looks once it is done. */
  apply: (modules: AuthoredModule[]) => AuthoredModule[]
  /** Sends it with the versions as they are by then, and the module it leaves. */
  send: (at: { modules: AuthoredModule[]; orderVersion: number; from: string }) => Promise<Answer>
  /** What is taken to another place, and the modules it leaves and comes to: where it goes on at once, one move is sent. */
  moves?: { id: string; from: string; to: string }
  /** What has a new version afterwards: modules by id, and whether their order. */
  touches: readonly string[]
  touchesOrder?: boolean
}
type Shown = { modules: AuthoredModule[]; isBusy: boolean }
type Options = { refresh: () => void; onRefused: (reason: string | undefined) => void }

/**
 * The outline of a course on the screen: each change shows at once and is sent after the one before it, with the versions
 * that one has answered. One that is refused takes the rest along, and the list shows what is saved.
 */
export class CurriculumKeeper {
  #shown: Shown
  #course: Course
  #orderVersion: number
  #newest: number
  readonly #waiting: Change[] = []
  #isSending = false
  readonly #listeners = new Set<() => void>()

  constructor(
    course: Course,
    private readonly options: Options,
  ) {
    this.#course = course
    this.#orderVersion = course.orderEdit.version
    this.#newest = course.version
    this.#shown = { modules: course.modules, isBusy: false }
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly shown = () => this.#shown

  /** The page was rendered anew; while something is on its way, what is shown here is newer. */
  meet(course: Course): void {
    this.#course = course
    if (!this.#isSending && course.version >= this.#newest) this.#adopt()
  }

  change(change: Change): void {
    this.#wait(change)
    const isIdle = !this.#isSending
    this.#isSending = true
    this.#show(change.apply(this.#shown.modules))
    if (isIdle) void this.#sendAll()
  }

  /** The first that waits is on its way already. */
  #wait(change: Change): void {
    const last = this.#waiting.length > 1 ? this.#waiting.at(-1) : undefined
    if (last?.moves === undefined || last.moves.id !== change.moves?.id) {
      this.#waiting.push(change)
      return
    }
    const moves = { ...change.moves, from: last.moves.from }
    this.#waiting.splice(-1, 1, { ...change, moves, touches: [moves.from, moves.to] })
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const answer = await this.#sendOne(next)
      if (answer !== null && !answer.ok) return this.#giveUp(answer.error.reason ?? answer.error.code)
      if (answer === null) return this.#giveUp('unavailable')
      this.#waiting.shift()
      this.#arrived(next, answer.data.version)
    }
    this.#isSending = false
    if (this.#course.version >= this.#newest) this.#adopt()
    else this.#show(this.#shown.modules)
  }

  async #sendOne({ send, moves }: Change): Promise<Answer | null> {
    try {
      const orderVersion = this.#orderVersion
      return await send({ modules: this.#shown.modules, orderVersion, from: moves?.from ?? '' })
    } catch {
      return null
    }
  }

  #arrived({ touches, touchesOrder = false }: Change, version: number): void {
    this.#newest = Math.max(this.#newest, version)
    if (touchesOrder) this.#orderVersion = version
    this.#show(this.#shown.modules.map((each) => (touches.includes(each.id) ? { ...each, version } : each)))
  }

  #giveUp(reason: string): void {
    this.#waiting.length = 0
    this.#isSending = false
    this.#adopt()
    this.options.onRefused(reason)
    this.options.refresh()
  }

  #adopt(): void {
    this.#orderVersion = this.#course.orderEdit.version
    this.#show(this.#course.modules)
  }

  #show(modules: AuthoredModule[]): void {
    this.#shown = { modules, isBusy: this.#isSending }
    for (const listener of this.#listeners) listener()
  }
}
