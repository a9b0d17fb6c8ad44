import type { Doc } from '../values/codec.ts'

/** Where a modifier meets its field. */
export type Site = {
  path: string
  /** The whole document, for error texts. */
  doc: Doc
  inserting: boolean
  now: Date
}

/** What becomes of a field: a new value, its removal, or nothing. `isChange`: MongoDB counts it even if the value is as before. */
export type Outcome = { set: unknown; isChange?: boolean } | 'unset' | 'keep'

/** One operator on one path, ready to be applied to many documents. */
export type Modifier = {
  operator: string
  path: string[]
  /** Whether the path is made when it is not there (and must be possible to make). */
  creates: boolean
  /** `current` is undefined when the field is missing. */
  apply(current: unknown, site: Site): Outcome
}

export type Apply = Modifier['apply']
