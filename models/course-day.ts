import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * What happened in a course on one day of its own zone, counted from enrolments, the ledger and reviews by
 * lib/analytics/commands/days alone; a day without anything has no row. It goes when nothing of that day is left.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    day: { type: String, required: true, match: /^\d{4}-\d\d-\d\d$/ },
    /** The zone whose day it is: where the course has another by now, its days are counted anew. */
    timeZone: { type: String, required: true },
    /** People who enrolled for the first time. */
    enrolled: { type: Number, required: true, min: 0 },
    /** People who completed the course. */
    completed: { type: Number, required: true, min: 0 },
    /** Reviews written on that day, and the stars they give by now. */
    reviews: { type: Number, required: true, min: 0 },
    stars: { type: Number, required: true, min: 0 },
  },
  { timestamps: true, collection: 'courseDays' },
)

/** One row a course and day; a course's days in order. */
schema.index({ course: 1, day: 1 }, { unique: true })

export type CourseDayFields = InferSchemaType<typeof schema>
export const CourseDay = defineModel('CourseDay', () => schema)
