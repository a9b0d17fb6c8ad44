import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { defineEvent } from '@/lib/platform/jobs/events'

/** A learner has completed a course, for the first time; it is told once, however the course changes later. */
export const courseCompleted = defineEvent(
  'progress.courseCompleted',
  z.object({ userId: objectId, courseId: objectId, completedAt: z.coerce.date() }),
)

/** A learner has left a course and wanted everything they did there erased; what they noted goes too. */
export const progressErased = defineEvent(
  'progress.progressErased',
  z.object({ userId: objectId, courseId: objectId, at: z.coerce.date() }),
)

/** A teacher (`by`) wants all grades of an assignment released that were held at that moment. */
export const gradesWanted = defineEvent(
  'progress.gradesWanted',
  z.object({ lessonId: objectId, by: objectId, until: z.coerce.date() }),
)

/** What counts of a learner's attempts at a quiz is another percent since it was graded anew. */
export const quizGradeChanged = defineEvent(
  'progress.quizGradeChanged',
  z.object({
    userId: objectId,
    courseId: objectId,
    lessonId: objectId,
    regradeId: objectId,
    percent: z.number(),
  }),
)
