import { Schema, type InferSchemaType } from 'mongoose'
import { ASSIGNMENT_LIMITS as LIMITS, GRADED_LESSON_TYPES } from '@/lib/assignments/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * What counts for a learner in one graded lesson: of released grades only, so a learner may see every row of theirs.
 * Written in the transaction of whatever changes it. All points in whole hundredths. It goes with what it was made of.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    type: { type: String, required: true, enum: GRADED_LESSON_TYPES },
    /** Of the attempt that counts; null where there is only a teacher's word. */
    score: { type: Number, default: null, min: 0 },
    attempt: { type: Number, default: null, min: 1 },
    outOf: { type: Number, required: true, min: 0 },
    /** Percent of `outOf` that is asked. */
    passPercent: { type: Number, required: true, min: 0, max: 100 },
    isPassed: { type: Boolean, required: true },
    /** A teacher's word in place of the score. */
    override: {
      type: new Schema(
        {
          score: { type: Number, required: true, min: 0 },
          reason: { type: String, required: true, maxlength: LIMITS.reasonLength },
          by: { type: Schema.Types.ObjectId, ref: 'User', required: true },
          at: { type: Date, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
  },
  { timestamps: true },
)

/** One row a learner and lesson. */
schema.index({ user: 1, lesson: 1 }, { unique: true })
/** A learner's grades of a course; those of a page of learners; erasing. */
schema.index({ course: 1, user: 1 })
/** Everybody's grade of a lesson, beside what a regrading would make of it. */
schema.index({ lesson: 1 })

export type GradeFields = InferSchemaType<typeof schema>
export const Grade = defineModel('Grade', () => schema)
