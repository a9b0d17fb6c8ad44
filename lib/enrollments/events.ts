import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { defineEvent } from '@/lib/platform/jobs/events'

const enrollment = { enrollmentId: objectId, userId: objectId, courseId: objectId, at: z.coerce.date() }

/** A person learns in a course from now on: for the first time, or again after they had left it. */
export const enrollmentCreated = defineEvent('enrollments.created', z.object(enrollment))

/**
 * A person has left a course. Not told where their account is erased: that would write down anew whom the house has just
 * forgotten.
 */
export const enrollmentEnded = defineEvent('enrollments.ended', z.object(enrollment))

/**
 * What somebody did in a course is gone with their account, or a part of it: what is counted from it is counted anew. Not
 * told is who that was.
 */
export const learnerForgotten = defineEvent('enrollments.learnerForgotten', z.object({ courseId: objectId }))

const byTeacher = { userId: objectId, courseId: objectId, at: z.coerce.date() }

/** A teacher has ended somebody's learning in a course, for a reason they may have given; told beside `enrollmentEnded`, which says only that it is over. */
export const learnerRemoved = defineEvent(
  'enrollments.removed',
  z.object({ ...byTeacher, reason: z.string().default('') }),
)

/** A teacher has taken back whom one had removed; told beside `enrollmentCreated`. */
export const learnerReadmitted = defineEvent('enrollments.readmitted', z.object(byTeacher))
