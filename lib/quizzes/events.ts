import { z } from 'zod'
import { defineEvent } from '@/lib/platform/jobs/events'
import { objectId } from '@/lib/utils/object-id'

/** The authors of a quiz want its attempts graded by a version that was published since; `by` said so. */
export const regradeWanted = defineEvent(
  'quizzes.regradeWanted',
  z.object({ lessonId: objectId, versionId: objectId, by: objectId.nullable() }),
)
