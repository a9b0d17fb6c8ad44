import { Schema, type InferSchemaType } from 'mongoose'
import { ASSIGNMENT_LIMITS as LIMITS, MISSING_RULES } from '@/lib/assignments/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * How the total of a course is made; a course without one has every item once, none dropped, what is missing left out.
 * It goes with its course.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    missing: { type: String, required: true, enum: MISSING_RULES },
    dropLowest: { type: Number, required: true, min: 0, max: 100 },
    /** By lesson, those other than 1; a course has at most 1,000 lessons. */
    weights: {
      type: [
        new Schema(
          {
            lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
            weight: { type: Number, required: true, min: 0, max: LIMITS.weight },
          },
          { _id: false },
        ),
      ],
      validate: (list: unknown[]) => list.length <= 1_000,
    },
    version: { type: Number, required: true, default: 1 },
  },
  { timestamps: true, collection: 'gradeBooks' },
)

/** The rules of a course. */
schema.index({ course: 1 }, { unique: true })

export type GradeBookFields = InferSchemaType<typeof schema>
export const GradeBook = defineModel('GradeBook', () => schema)
