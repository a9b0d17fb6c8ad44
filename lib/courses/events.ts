import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { defineEvent } from '@/lib/platform/jobs/events'

/** The lessons of a course that learners see are others now: added, withdrawn, or required where they were not. */
export const courseOutlineChanged = defineEvent('courses.outlineChanged', z.object({ courseId: objectId }))

/** A published course has gained lessons that learners see from now on; the ids stand in the course's order. */
export const lessonsAdded = defineEvent(
  'courses.lessonsAdded',
  z.object({ courseId: objectId, lessonIds: z.array(objectId).min(1) }),
)

/** A category has another name: its courses are found by that one. */
export const categoryRenamed = defineEvent('courses.categoryRenamed', z.object({ categoryId: objectId }))

/** A course has reached or left a step of rating or of learners by which the catalogue tells courses apart. */
export const courseStandingChanged = defineEvent('courses.standingChanged', z.object({ courseId: objectId }))
