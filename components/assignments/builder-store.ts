import type { AssignmentTask } from '@/lib/assignments/dto'
import { bodyOf, valuesOf, type BuilderValues } from './builder-values'

export type BuilderState = 'idle' | 'saved' | 'sending' | 'waiting' | 'invalid' | 'refused' | 'conflict'
export type BuilderView = {
  values: BuilderValues
  /** Raised where other values come from outside: fields that keep their own are made anew. */
  generation: number
  state: BuilderState
  /** Why it was refused as a whole. */
  refusal: string
  /** Path of a field → code of what is wrong with it. */
  errors: Readonly<Record<string, string>>
}
/** What the academy holds, as the page brought it. */
export type HeldAssignment = { task: AssignmentTask; version: number; timeZone: string }
type Answer = {
  version?: number
  detail?: string
  errors?: { path: string; message: string }[]
}

const PAUSE_MILLISECONDS = 900

/** The working copy as its author writes it: saved when they pause, and never over what somebody else has saved. */
export class BuilderStore {
  private view: BuilderView
  private timer: ReturnType<typeof setTimeout> | undefined
  private isSending = false
  private isUnsent = false
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly lessonId: string,
    private held: HeldAssignment,
    private readonly refresh: () => void,
  ) {
    const values = valuesOf(held.task, held.timeZone)
    this.view = { values, generation: 0, state: 'idle', refusal: '', errors: {} }
  }

  readonly get = (): BuilderView => this.view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly change = (changed: Partial<BuilderValues>): void => {
    this.isUnsent = true
    this.put({ values: { ...this.view.values, ...changed } })
    if (this.view.state !== 'conflict') this.later()
  }

  /** Sends what is not saved yet. */
  readonly send = async (): Promise<void> => {
    clearTimeout(this.timer)
    if (this.isSending || !this.isUnsent) return
    this.isSending = true
    this.isUnsent = false
    this.put({ state: 'sending' })
    const answer = await fetch(`/api/authoring/lessons/${this.lessonId}/assignment`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(this.view.values, this.held.version)),
    }).catch(() => null)
    const body = ((await answer?.json().catch(() => ({}))) ?? {}) as Answer
    this.isSending = false
    this.take(answer?.status ?? 0, body)
  }

  /** In a conflict, with the page anew: what somebody else saved stands here too. */
  readonly takeTheirs = (held: HeldAssignment): void => {
    this.held = held
    this.isUnsent = false
    const values = valuesOf(held.task, held.timeZone)
    const generation = this.view.generation + 1
    this.put({ values, generation, state: 'idle', errors: {} })
  }

  /** What stands here goes over it. */
  readonly keepMine = (held: HeldAssignment): void => {
    this.held = held
    void this.send()
  }

  private take(status: number, { version, detail, errors }: Answer): void {
    const faults = Object.fromEntries((errors ?? []).map(({ path, message }) => [path, message]))
    this.put({ errors: faults, refusal: detail ?? '' })
    if (status === 200) {
      this.held = { ...this.held, version: version ?? this.held.version + 1 }
      this.put({ state: 'saved' })
      if (this.isUnsent) this.later()
      return
    }
    this.isUnsent = true
    if (status === 412) {
      this.put({ state: 'conflict' })
      return this.refresh()
    }
    if (status === 0 || status >= 500) return this.put({ state: 'waiting' })
    this.put({ state: status === 422 ? 'invalid' : 'refused' })
  }

  private later(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.send(), PAUSE_MILLISECONDS)
  }

  private put(change: Partial<BuilderView>): void {
    this.view = { ...this.view, ...change }
    for (const listener of this.listeners) listener()
  }
}
