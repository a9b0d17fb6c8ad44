import { Schema, type InferSchemaType } from 'mongoose'
import { ACCOMMODATION_LIMITS as LIMITS } from '@/lib/quizzes/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * What one learner of a course gets beyond others, for quizzes, assignments and the course's end alike. It goes when it
 * is taken back, with the learner's account, or with the course.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    /** Hundredths more of every time limit. */
    extraTimePercent: { type: Number, required: true, default: 0, min: 0, max: LIMITS.extraTimePercent },
    extraAttempts: { type: Number, required: true, default: 0, min: 0, max: LIMITS.extraAttempts },
    /** Whole days of 24 hours by which the course's dates come later. */
    laterDays: { type: Number, required: true, default: 0, min: 0, max: LIMITS.laterDays },
    /** Lessons that open on a date up to this instant do not open later: they were open as the days were given. */
    laterFrom: { type: Date, default: null },
    /** Who of the teachers said so last. */
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
  },
  { timestamps: true },
)

/** One a learner and course: read with everything that a limit or date decides; also those of a course's students. */
schema.index({ course: 1, user: 1 }, { unique: true })
/** Those of a person whose account is erased. */
schema.index({ user: 1 })

export type AccommodationFields = InferSchemaType<typeof schema>
export const Accommodation = defineModel('Accommodation', () => schema)
