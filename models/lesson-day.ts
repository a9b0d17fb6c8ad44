import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * How many people began or finished a lesson on one day of its course's zone, counted from the ledger by
 * lib/analytics/commands/days alone. A lesson that somebody finishes twice on a day counts once.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    day: { type: String, required: true, match: /^\d{4}-\d\d-\d\d$/ },
    started: { type: Number, required: true, min: 0 },
    completed: { type: Number, required: true, min: 0 },
  },
  { timestamps: true, collection: 'lessonDays' },
)

/** One row a lesson and day; a course's days in order, to be summed by lesson. */
schema.index({ course: 1, day: 1, lesson: 1 }, { unique: true })

export type LessonDayFields = InferSchemaType<typeof schema>
export const LessonDay = defineModel('LessonDay', () => schema)
