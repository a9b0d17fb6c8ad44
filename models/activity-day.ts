import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A day on which a person learned, as it was in their own zone at the time. Written in the transaction of what they did;
 * leaving a course keeps it, it goes with the account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    /** `YYYY-MM-DD`. Who travels may have a day of 40 hours, or skip one. */
    day: { type: String, required: true, match: /^\d{4}-\d\d-\d\d$/ },
    firstAt: { type: Date, required: true },
    lastAt: { type: Date, required: true },
    /** Time between signs of learning, without pauses; see `LONGEST_PAUSE_SECONDS`. */
    secondsSpent: { type: Number, required: true, min: 0, default: 0 },
    /** Different lessons that were done on this day, whatever was taken back later. */
    lessonsDone: { type: Number, required: true, min: 0, default: 0 },
    /** How many days in a row this one is, and the most there ever were up to it; follow from the rows before. */
    streakDays: { type: Number, required: true, min: 1 },
    longestStreakDays: { type: Number, required: true, min: 1 },
  },
  { timestamps: true, collection: 'activityDays' },
)

/** A person's year, their latest day, and one row a person and day. */
schema.index({ user: 1, day: 1 }, { unique: true })

export type ActivityDayFields = InferSchemaType<typeof schema>
export const ActivityDay = defineModel('ActivityDay', () => schema)
