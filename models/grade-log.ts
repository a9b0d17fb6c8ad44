import { Schema, type InferSchemaType } from 'mongoose'
import { ASSIGNMENT_LIMITS as LIMITS, GRADE_ACTS } from '@/lib/assignments/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * Every change of a grade: who made it, from what to what, and why. Rows are only ever added. The course's teachers read
 * all of it, the learner what belongs to released grades. It goes with the learner's progress or account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    /** Null for a change that belongs to no attempt. */
    submission: { type: Schema.Types.ObjectId, ref: 'Submission', default: null },
    attempt: { type: Number, default: null },
    act: { type: String, required: true, enum: GRADE_ACTS },
    /** Hundredths of a point; null: none. */
    before: { type: Number, default: null },
    after: { type: Number, default: null },
    outOf: { type: Number, default: null },
    reason: { type: String, default: '', maxlength: LIMITS.reasonLength },
    /** Null: the house, by its rules. */
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    at: { type: Date, required: true },
  },
  { collection: 'gradeLog' },
)

/** What happened to a learner's grade of a lesson, newest first. */
schema.index({ lesson: 1, user: 1, at: -1 })
/** What happened to a learner's grades of a course, newest first; erasing what they did there. */
schema.index({ user: 1, course: 1, at: -1 })

export type GradeLogFields = InferSchemaType<typeof schema>
export const GradeLog = defineModel('GradeLog', () => schema)
