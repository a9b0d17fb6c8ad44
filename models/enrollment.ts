import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { ENROLLMENT_STATUSES, NAME_KEY_MAX } from '@/lib/enrollments/constants'

/**
 * That a person learns in a course. Leaving sets `cancelled` and keeps the row, so that coming back finds what was
 * there; it goes with the person's account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    status: { type: String, required: true, enum: ENROLLMENT_STATUSES, default: 'active' },
    enrolledAt: { type: Date, required: true },
    /** Set once, at the first completion; it stays when lessons are added or unmarked. */
    completedAt: { type: Date, default: null },
    cancelledAt: { type: Date, default: null },
    /** The teacher or admin who ended it; null where the learner left by themselves. Only a teacher takes them back. */
    removedBy: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    /** When progress was last erased on leaving; a certificate may say of a completion before. */
    erasedAt: { type: Date, default: null },
    lastAccessedAt: { type: Date, required: true },
    lastLesson: { type: Schema.Types.ObjectId, ref: 'Lesson', default: null },
    /** When they last got on: enrolled, began their first lesson, or finished one; null in rows that nobody has counted. */
    movedAt: { type: Date, default: null },
    /** The learner's name as it is searched and put in order (lib/utils/name-key.ts); follows the account's name. */
    nameKey: { type: String, default: '', maxlength: NAME_KEY_MAX },
    /** Percent of the required published lessons done, rounded down; changed with the lesson's progress. */
    progress: { type: Number, required: true, min: 0, max: 100, default: 0 },
    /** Raised by every change of progress, so that two at once conflict and the later one counts again. */
    version: { type: Number, required: true, default: 1 },
  },
  { timestamps: true },
)

/** One row a person and course: twenty clicks at once make one enrollment. Also the learner's right to a lesson. */
schema.index({ user: 1, course: 1 }, { unique: true })
/** The dashboard: what I learn, last opened first; the few that were left are passed over. */
schema.index({ user: 1, lastAccessedAt: -1, _id: -1 })
/** The same, furthest first. */
schema.index({ user: 1, progress: -1, _id: -1 })
/** The people of a course, for recounting progress and for its instructor. */
schema.index({ course: 1, status: 1, _id: 1 })
/** The same for its teachers, in each order of their list: by name (also the gradebook's), opened last, enrolled last, by percent both ways. */
schema.index({ course: 1, nameKey: 1, _id: 1 })
schema.index({ course: 1, lastAccessedAt: -1, _id: -1 })
schema.index({ course: 1, enrolledAt: -1, _id: -1 })
schema.index({ course: 1, progress: 1, _id: 1 })

export type EnrollmentFields = InferSchemaType<typeof schema>
export const Enrollment = defineModel('Enrollment', () => schema)
