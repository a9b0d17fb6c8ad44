import {
  keepUnsentDraft,
  readDraft,
  sendDraft,
  unsentDraft,
  type UnsentDraft,
  type Words,
} from './unsent-draft'

/** `waiting`: kept in this browser until the connection is back. */
export type DraftState = 'idle' | 'saved' | 'sending' | 'waiting' | 'conflict' | 'refused'

export type DraftView = {
  words: Words
  version: number
  state: DraftState
  /** Why it was refused. */
  refusal: string
  /** What another tab or device has saved, to be chosen from. */
  theirs: UnsentDraft | null
}

const PAUSE_MILLISECONDS = 900

/** An attempt as its learner writes it: kept at once in this browser, sent when they pause, never overwritten silently. */
export class DraftStore {
  private view: DraftView
  private saved: UnsentDraft
  private timer: ReturnType<typeof setTimeout> | undefined
  private sending: Promise<boolean> | null = null
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly lessonId: string,
    private readonly shelf: string,
    initial: UnsentDraft,
  ) {
    this.saved = initial
    const { text, link, version } = initial
    this.view = { words: { text, link }, version, state: 'idle', refusal: '', theirs: null }
  }

  readonly get = (): DraftView => this.view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** What did not arrive when this page was open last is taken up again. */
  readonly resume = (): void => {
    const unsent = unsentDraft(this.shelf)
    if (unsent !== null && !same(unsent, this.view.words))
      this.write({ text: unsent.text, link: unsent.link })
  }

  readonly write = (words: Words): void => {
    keepUnsentDraft(this.shelf, { ...words, version: this.saved.version })
    if (this.view.theirs !== null) return this.put({ words })
    this.put({ words, state: 'sending' })
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.settle(), PAUSE_MILLISECONDS)
  }

  /** Sends what is not saved yet; true once nothing is left to send. */
  readonly settle = async (): Promise<boolean> => {
    clearTimeout(this.timer)
    await this.sending
    if (same(this.view.words, this.saved)) return true
    if (this.view.theirs !== null) return false
    this.put({ state: 'sending' })
    this.sending = this.send().finally(() => {
      this.sending = null
    })
    return this.sending
  }

  /** A file may have begun the draft: what is written or handed in next names the version that it has now. */
  readonly sync = async (): Promise<void> => {
    const stored = await readDraft(this.lessonId)
    if (stored === null || !same(stored, this.saved)) return
    this.saved = stored
    this.put({ version: stored.version })
  }

  readonly takeTheirs = (): void => {
    const { theirs } = this.view
    if (theirs === null) return
    this.put({ words: { text: theirs.text, link: theirs.link } })
    this.accept(theirs)
  }

  readonly keepMine = (): void => {
    if (this.view.theirs === null) return
    this.saved = this.view.theirs
    this.put({ theirs: null })
    void this.settle()
  }

  private async send(): Promise<boolean> {
    const { text, link } = this.view.words
    const draft = { text, link, version: this.saved.version }
    const answer = await sendDraft(this.lessonId, draft)
    if (answer.is === 'saved') {
      this.accept({ ...draft, version: answer.version })
      return true
    }
    if (answer.is === 'failed') {
      this.put({ state: answer.message === null ? 'waiting' : 'refused', refusal: answer.message ?? '' })
      return false
    }
    return this.settleConflict(draft)
  }

  private async settleConflict(draft: UnsentDraft): Promise<boolean> {
    const stored = await readDraft(this.lessonId)
    if (stored === null) {
      this.put({ state: 'waiting' })
      return false
    }
    if (same(stored, this.saved) || same(stored, draft)) {
      // Only this page's own words stand there, as when a file began the draft: nobody is overwritten.
      this.saved = stored
      return this.send()
    }
    this.put({ theirs: stored, state: 'conflict' })
    return false
  }

  private accept(draft: UnsentDraft): void {
    this.saved = draft
    const { words } = this.view
    const isAll = same(words, draft)
    keepUnsentDraft(this.shelf, isAll ? null : { ...words, version: draft.version })
    this.put({ version: draft.version, theirs: null, state: isAll ? 'saved' : 'sending' })
  }

  private put(change: Partial<DraftView>): void {
    this.view = { ...this.view, ...change }
    for (const listener of this.listeners) listener()
  }
}

function same(one: Words, other: Words): boolean {
  return one.text === other.text && one.link === other.link
}
