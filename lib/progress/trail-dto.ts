import type { GradeAct } from '@/lib/assignments/constants'
import type { ActFact, LearnerActKind } from '@/lib/enrollments/constants'

/** One change of a learner's grades or rights in a course, for them and for its teachers; points in points. */
export type CourseTrailEntry = {
  id: string
  at: Date
  /** Null: the house, by its rules. Empty: somebody whose account is gone. */
  by: string | null
  reason: string
  /** Null where it is about no lesson, or that is gone. */
  lessonTitle: string | null
} & (
  | {
      kind: 'grade'
      act: GradeAct
      attempt: number | null
      before: number | null
      after: number | null
      outOf: number | null
    }
  | {
      kind: 'act'
      act: LearnerActKind
      /** It was done to everybody who learns in the course. */
      isForAll: boolean
      changes: { what: ActFact; before: string | null; after: string | null }[]
    }
)
