import type { Member } from '../auth/viewer'

/** What an open page is told. `data` is plain JSON. */
export type LiveMessage = { event: string; id?: string; data: unknown }

/** The person behind an open page as the database knows them at this moment, and the language of the page. */
export type Listener = { viewer: Member; locale: string | undefined }

/**
 * News that pages hear while they are open: which rows they come from, whose they are, and what may be said of them.
 * Declared by a domain, listed in `lib/live.ts`.
 */
export type LiveSource = {
  /** Name of the collection that is watched; rows written by any process count. */
  collection: string
  /** Whose pages a written row concerns; null: nobody's. */
  userOf: (row: Record<string, unknown>) => string | null
  /** What a page hears first, and again whenever it had lost the connection. */
  greet: (listener: Listener) => Promise<LiveMessage[]>
  /** What it hears once rows were written (`ids`) or only changed (none); it asks the policy with the listener's viewer. */
  tell: (listener: Listener, ids: readonly string[]) => Promise<LiveMessage[]>
}
