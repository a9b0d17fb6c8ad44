import { keepDraft, keptDraft, type SaveOutcome } from './draft-keeper'

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'offline' | 'refused' | 'conflict'
export type Refusal = Extract<SaveOutcome, { state: 'refused' }>
type Shown<T> = { draft: T; state: SaveState; refusal: Refusal | null }

interface Options<T> {
  /** Names the person and what they write in this browser. */
  shelf: string
  send: (version: number, draft: T) => Promise<SaveOutcome>
  /** Which version the academy holds now; null where it cannot be asked. */
  presentVersion: () => Promise<number | null>
  /** The page shows what was saved. */
  refresh: () => void
}

const PAUSE_MILLISECONDS = 900
const RETRY_MILLISECONDS = 8_000

/**
 * What an author writes, a quiz or a question of their bank, as they see it: saved when they pause, one message at a time, and kept in this browser until it is. A
 * change that somebody else has overtaken waits for a choice.
 */
export class WorkSaver<T> {
  private shown: Shown<T>
  private isDirty = false
  private isSending = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly options: Options<T>,
    private version: number,
    draft: T,
  ) {
    this.shown = { draft, state: 'saved', refusal: null }
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  readonly current = (): Shown<T> => this.shown

  readonly change = (alter: (draft: T) => T): void => {
    const draft = alter(this.shown.draft)
    this.isDirty = true
    this.show({ draft, state: this.shown.state === 'conflict' ? 'conflict' : 'unsaved' })
    keepDraft(this.options.shelf, { version: this.version, draft })
    clearTimeout(this.timer)
    if (this.shown.state === 'conflict') return
    this.timer = setTimeout(() => void this.save(), PAUSE_MILLISECONDS)
  }

  /** Takes up what this browser kept, and sends again what could not be sent; ends by what it returns. */
  readonly follow = (): (() => void) => {
    const kept = keptDraft<T>(this.options.shelf)
    if (kept !== null) {
      // Of an older version: the academy says so, and the author chooses.
      this.version = kept.version
      this.isDirty = true
      this.show({ draft: kept.draft })
    }
    const again = () => {
      if (this.shown.state !== 'refused' && this.shown.state !== 'conflict') void this.save()
    }
    again()
    const retry = setInterval(again, RETRY_MILLISECONDS)
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', again)
    return () => {
      clearInterval(retry)
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', again)
    }
  }

  readonly save = async (): Promise<void> => {
    if (this.isSending) return
    this.isSending = true
    while (this.isDirty) {
      this.isDirty = false
      this.show({ state: 'saving' })
      const outcome = await this.options.send(this.version, this.shown.draft)
      if (outcome.state !== 'saved') {
        this.isDirty = true
        this.show({ state: outcome.state, refusal: outcome.state === 'refused' ? outcome : null })
        break
      }
      this.version = outcome.version
      if (this.isDirty) continue
      keepDraft(this.options.shelf, null)
      this.show({ state: 'saved', refusal: null })
      this.options.refresh()
    }
    this.isSending = false
  }

  /** After a conflict: this stands, in place of what somebody else wrote. */
  readonly keepMine = async (): Promise<void> => {
    const present = await this.options.presentVersion()
    if (present === null) return
    this.version = present
    await this.save()
  }

  readonly takeTheirs = (): void => {
    keepDraft(this.options.shelf, null)
    window.location.reload()
  }

  private show(change: Partial<Shown<T>>): void {
    this.shown = { ...this.shown, ...change }
    for (const listener of this.listeners) listener()
  }
}
