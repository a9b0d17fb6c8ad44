/** What a regrading would change for one learner; percents of all points. */
export type RegradeRow = {
  userId: string
  fullName: string
  /** Null where nothing counts for them yet. */
  fromPercent: number | null
  toPercent: number
  /** `gains` and `loses` the pass. A lesson that is done stays done. */
  pass: 'same' | 'gains' | 'loses'
  /** Of their attempts, how many earn something else. */
  attempts: number
  /** A teacher's word counts in place of it, before and after. */
  isOverridden: boolean
}

/** A regrading that was confirmed. */
export type Regrading = {
  id: string
  toNumber: number
  /** Null for an account that is gone. */
  by: string | null
  reason: string
  /** How many attempts are graded anew, and how many of them were by now. */
  attempts: number
  done: number
  /** Whose grade it changes. */
  learners: number
  askedAt: string
  doneAt: string | null
}

export type RegradePreview = {
  /** The version by which would be graded; null before the first. */
  toNumber: number | null
  /** Such a version came since, and nobody has decided on the older attempts yet. */
  isDue: boolean
  /** Finished attempts that an earlier version graded. */
  attempts: number
  /** Learners who would stand otherwise, and how many of them higher, lower, passing now, and no more. */
  learners: number
  up: number
  down: number
  gains: number
  loses: number
  /** Names exactly these changes; empty where there are none. */
  seen: string
  page: number
  pages: number
  /** Who loses the pass first, then who gains it, then by how much the grade changes. */
  rows: RegradeRow[]
  /** Newest first. */
  past: Regrading[]
}
