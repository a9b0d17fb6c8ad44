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

/** A course waits for an admin. */
export const courseSubmitted = defineEvent('courses.submitted', z.object({ courseId: objectId }))

/** An admin has sent a course back to its authors. */
export const courseReturned = defineEvent(
  'courses.returned',
  z.object({ courseId: objectId, comment: z.string() }),
)

/** Learners see what an admin has approved: a new course, or (`isFirst: false`) the next revision of one. */
export const courseApproved = defineEvent(
  'courses.approved',
  z.object({ courseId: objectId, isFirst: z.boolean() }),
)

/** An archive has arrived whole, to be read as a course. */
export const archiveReceived = defineEvent('courses.archiveReceived', z.object({ importId: objectId }))
