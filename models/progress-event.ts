import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { PROGRESS_CAUSES, PROGRESS_EVENTS } from '@/lib/progress/constants'

/**
 * The ledger of progress: what counted, when, and what the course's percent was after it. Rows are only added; they go
 * when the learner leaves and erases their progress, and with their account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', default: null },
    kind: { type: String, required: true, enum: PROGRESS_EVENTS },
    /** The course's percent after this. */
    percent: { type: Number, required: true, min: 0, max: 100 },
    at: { type: Date, required: true },
    cause: { type: String, enum: [...PROGRESS_CAUSES, null], default: null },
    /** Of a lesson that counted as watched. */
    watchedPercent: { type: Number, min: 0, max: 100, default: null },
    /** Of an attempt at a quiz: percent of its points. */
    scorePercent: { type: Number, min: 0, max: 100, default: null },
    /** The day (`YYYY-MM-DD`) it was for the learner; none where the house counted by itself. */
    day: { type: String, default: null, match: /^\d{4}-\d\d-\d\d$/ },
  },
  { timestamps: true, collection: 'progressEvents' },
)

/** A learner's ledger of one course, newest first. */
schema.index({ user: 1, course: 1, at: -1, _id: -1 })

/** What was learned in a course on some days, to be counted; and in which courses anything was since. */
schema.index({ course: 1, at: 1 })
schema.index({ at: 1, course: 1 })

export type ProgressEventFields = InferSchemaType<typeof schema>
export const ProgressEvent = defineModel('ProgressEvent', () => schema)
