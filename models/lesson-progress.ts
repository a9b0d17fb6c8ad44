import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { LESSON_PROGRESS_STATUSES, WATCHING } from '@/lib/progress/constants'

/** How far a person is in one lesson. Erased when they leave the course and choose so, and with their account. */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    status: { type: String, required: true, enum: LESSON_PROGRESS_STATUSES, default: 'started' },
    percent: { type: Number, required: true, min: 0, max: 100, default: 0 },
    startedAt: { type: Date, required: true },
    completedAt: { type: Date, default: null },
    /** Of a video: where they stopped, and what of it they have seen, as `[from, to]` in order. */
    positionSeconds: { type: Number, min: 0, default: 0 },
    watched: {
      type: [[Number]],
      default: undefined,
      validate: (list: unknown[]) => list.length <= WATCHING.intervals,
    },
    /** Which file that was: of another one nothing has been seen. */
    watchedUpload: { type: Schema.Types.ObjectId, ref: 'Upload', default: null },
    /** When anything of it was last credited. */
    watchedAt: { type: Date },
    /** Real seconds of playing, by the house's clock. */
    secondsSpent: { type: Number, min: 0, default: 0 },
    /** The latest day, in the person's zone, that was counted among the lesson's views. */
    viewedOn: { type: String, default: null, match: /^\d{4}-\d\d-\d\d$/ },
  },
  { timestamps: true, collection: 'lessonProgress' },
)

/** One row a person and lesson, however often it is opened at once. */
schema.index({ user: 1, lesson: 1 }, { unique: true })
/** What a person has done in a course: the outline's marks and the course's percent. */
schema.index({ course: 1, user: 1, status: 1 })

/** What was seen of a lesson's video, by everybody; and which videos were watched since. */
schema.index(
  { lesson: 1, watchedUpload: 1 },
  { partialFilterExpression: { watchedUpload: { $type: 'objectId' } } },
)
schema.index({ watchedAt: 1, lesson: 1 }, { partialFilterExpression: { watchedAt: { $type: 'date' } } })

export type LessonProgressFields = InferSchemaType<typeof schema>
export const LessonProgress = defineModel('LessonProgress', () => schema)
