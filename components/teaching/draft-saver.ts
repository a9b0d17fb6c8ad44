import type { z } from 'zod'
import { putValue, valuesOf, wordsOf } from './form-values'
import { saveDraft, type Refusal } from './save-draft'
import { forgetUnsentDraft, keepUnsentDraft, unsentDraftOf } from './unsent-draft'

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'offline' | 'refused' | 'conflict'
export type Conflict = { by: string | null; fields: { name: string; mine: string; theirs: string }[] }
export type Saving = { state: SaveState; fault: Refusal | null; conflict: Conflict | null }
/** What the academy holds, as a page brought it: what stands in the fields by name, its version, and who wrote it. */
export type Held = { values: Readonly<Record<string, string>>; version: number; by: string | null }
type Options = {
  address: string
  /** Names the person and the thing in this browser. */
  shelf: string
  schema: () => Promise<z.ZodType>
  /** Fields on which the page itself depends: once one has arrived, it is rendered anew. */
  shapes?: readonly string[]
  /** The fields mean something together only, so all of them are sent whenever one is written. */
  isWhole?: boolean
  /** Brings the page anew: a newer version then comes by `meet`. */
  refresh: () => void
}

/** A writer pauses that long between sentences. */
const PAUSE_MS = 700
const RETRY_MS = 5_000
export const AT_REST: Saving = { state: 'saved', fault: null, conflict: null }

/**
 * Saves one form as it is written. What differs in it from what the academy is known to hold is unsent, and is kept in
 * the browser until it has arrived. A newer version is laid under what was typed: fields that only one side wrote stay as
 * that side wrote them; of those that both wrote, somebody has to choose.
 */
export class DraftSaver {
  #saving = AT_REST
  #known: { values: Record<string, string>; version: number }
  #form: HTMLFormElement | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #isSending = false
  #isPutting = false
  readonly #listeners = new Set<() => void>()

  constructor(
    private readonly options: Options,
    held: Held,
  ) {
    this.#known = { version: held.version, values: { ...held.values } }
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly saving = () => this.#saving

  /** Follows a form until the answered function is called; what was typed before the page was closed is taken up. */
  follow(form: HTMLFormElement, held: Held): () => void {
    this.#form = form
    const leaving = new AbortController()
    const { signal } = leaving
    const now = () => void this.send()
    form.addEventListener('input', () => this.#write(), { signal })
    form.addEventListener('submit', (event) => this.#submit(event), { signal, capture: true })
    window.addEventListener('pagehide', now, { signal })
    window.addEventListener('online', now, { signal })
    document.addEventListener('visibilitychange', now, { signal })
    this.#takeUp(held)
    return () => {
      now()
      leaving.abort()
      this.#form = null
    }
  }

  /** The page was rendered anew. */
  meet({ values, version, by }: Held): void {
    if (version <= this.#known.version) return
    const mine = this.#typed()
    const before = this.#known.values
    this.#known = { version, values: { ...values } }
    this.#put(Object.fromEntries(Object.entries(values).filter(([name]) => !(name in mine))))
    const fields = Object.entries(mine)
      .filter(([name, value]) => values[name] !== before[name] && values[name] !== value)
      .map(([name, value]) => ({ name, mine: value, theirs: values[name] ?? '' }))
    if (fields.length > 0) return this.#say({ state: 'conflict', fault: null, conflict: { by, fields } })
    void this.send()
  }

  /** In a conflict: what was typed here goes over what the other wrote. */
  keepMine(): void {
    this.#say({ ...AT_REST, state: 'unsaved' })
    void this.send()
  }

  /** In a conflict: what the other wrote stands here too; the rest of what was typed is sent. */
  takeTheirs(): void {
    this.#put(
      Object.fromEntries((this.#saving.conflict?.fields ?? []).map(({ name, theirs }) => [name, theirs])),
    )
    this.keepMine()
  }

  /** What a value of a field reads like, as of a choice the words that stand for it. */
  readonly wordsOf = (name: string, value: string) =>
    this.#form === null ? value : wordsOf(this.#form, name, value)

  async send(): Promise<void> {
    clearTimeout(this.#timer)
    const typed = this.#typed()
    if (this.#isSending || this.#saving.state === 'conflict' || this.#form === null) return
    if (Object.keys(typed).length === 0) return this.#settle()
    this.#isSending = true
    this.#say({ ...AT_REST, state: 'saving' })
    const { version, values } = this.#known
    const outcome = await saveDraft({
      address: this.options.address,
      schema: await this.options.schema(),
      version,
      all: { ...values, ...typed },
      changed: Object.keys(typed),
      isWhole: this.options.isWhole === true,
    })
    this.#isSending = false
    if (outcome.kind === 'saved') return this.#arrived(outcome.version, typed)
    this.#keep()
    // The newer version may have come with a page while this was under way: then no other page brings it.
    if (outcome.kind === 'changed')
      return this.#known.version > version ? this.send() : this.options.refresh()
    this.#say({
      ...AT_REST,
      state: outcome.kind,
      fault: outcome.kind === 'refused' ? outcome.refusal : null,
    })
    if (outcome.kind === 'offline') this.#later(RETRY_MS)
  }

  #arrived(version: number, sent: Record<string, string>): void {
    this.#known = { version, values: { ...this.#known.values, ...sent } }
    if (this.options.shapes?.some((name) => name in sent)) this.options.refresh()
    if (this.#form !== null && Object.keys(this.#typed()).length > 0) {
      this.#keep()
      return this.#later(PAUSE_MS)
    }
    this.#settle()
  }

  /** By name, what stands in the form and not at the academy. */
  #typed(): Record<string, string> {
    if (this.#form === null) return {}
    const { values } = this.#known
    return Object.fromEntries(
      Object.entries(valuesOf(this.#form)).filter(
        ([name, value]) => name in values && value !== plain(values[name] ?? ''),
      ),
    )
  }

  #write(): void {
    if (this.#isPutting) return
    this.#keep()
    if (this.#saving.state === 'conflict') return
    if (this.#saving.state !== 'saving') this.#say({ ...AT_REST, state: 'unsaved' })
    this.#later(PAUSE_MS)
  }

  #submit(event: Event): void {
    event.preventDefault()
    event.stopPropagation()
    void this.send()
  }

  /** What was typed over an older version is met as if that one stood here still. */
  #takeUp(held: Held): void {
    const draft = unsentDraftOf(this.options.shelf)
    if (draft === null) return
    this.#put(draft.typed)
    if (draft.version < this.#known.version) {
      this.#known = { version: draft.version, values: { ...this.#known.values, ...draft.base } }
      this.meet(held)
    } else void this.send()
  }

  #keep(): void {
    const { version, values } = this.#known
    keepUnsentDraft(this.options.shelf, { version, base: values, typed: this.#typed() })
  }

  #put(fields: Record<string, string>): void {
    if (this.#form === null) return
    this.#isPutting = true
    for (const [name, value] of Object.entries(fields)) putValue(this.#form, name, value)
    this.#isPutting = false
  }

  #settle(): void {
    forgetUnsentDraft(this.options.shelf)
    this.#say(AT_REST)
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.send(), milliseconds)
  }

  #say(saving: Saving): void {
    this.#saving = saving
    for (const listener of this.#listeners) listener()
  }
}

/** As a textarea holds it. */
function plain(value: string): string {
  return value.replace(/\r\n?/g, '\n')
}
