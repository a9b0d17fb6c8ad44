import type { ImportState } from './constants'

/** An import of an archive: `done` of `total` lessons are read; `reason` is a code of the catalogue's errors. */
export type CourseImportReport = {
  name: string
  state: ImportState
  done: number
  total: number
  reason: string | null
  courseId: string | null
  lessons: number
  pictures: number
  /** How much is not as it stood in the folder; the first of it in `losses`. */
  lossCount: number
  losses: { code: string; file: string; line: number | null; detail: string }[]
}
