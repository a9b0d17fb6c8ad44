import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { LESSON_LIMITS, LESSON_TYPES, RELEASE_RULES, VIDEO_SOURCES } from '@/lib/courses/constants'

/** One language's captions: a checked WebVTT file. */
const captionsSchema = new Schema(
  {
    language: { type: String, required: true, maxlength: 35 },
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', required: true },
  },
  { _id: false },
)

const videoSchema = new Schema(
  {
    source: { type: String, required: true, enum: VIDEO_SOURCES },
    /** Of source `upload`. */
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', default: null },
    /** Of source `link`. */
    url: { type: String, default: null, maxlength: LESSON_LIMITS.urlLength },
    /** 0 where nobody could tell, as with most links. */
    durationSeconds: { type: Number, required: true, min: 0, default: 0 },
    width: { type: Number, default: null },
    height: { type: Number, default: null },
    /** A public picture, shown before the video plays. */
    posterUrl: { type: String, default: null, maxlength: LESSON_LIMITS.urlLength },
    captions: {
      type: [captionsSchema],
      validate: {
        validator: (list: unknown[]) => list.length <= LESSON_LIMITS.captionLanguages,
        message: `at most ${LESSON_LIMITS.captionLanguages} languages`,
      },
    },
    /** Whether learners may mark it done without having watched 90 %; shown as such in the ledger. */
    mayMarkByHand: { type: Boolean, required: true, default: false },
  },
  { _id: false },
)

const releaseSchema = new Schema(
  {
    rule: { type: String, required: true, enum: RELEASE_RULES },
    /** Of `afterDays`: whole days of 24 hours after the learner enrolled. */
    days: { type: Number, default: null, min: 0, max: LESSON_LIMITS.releaseDays },
    /** Of `onDate`: the first instant of that day in the course's zone. */
    at: { type: Date, default: null },
    /** Of `afterLesson`: the lesson that must be done first. */
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', default: null },
  },
  { _id: false },
)

/**
 * One lesson. Its place in the course stands in `course.modules` alone. A lesson that leaves the outline is kept,
 * unpublished, while anybody's progress names it; it is deleted with its course.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    type: { type: String, required: true, enum: LESSON_TYPES, default: 'article' },
    title: { type: String, required: true, trim: true, maxlength: LESSON_LIMITS.titleLength },
    slug: { type: String, required: true, maxlength: 80 },
    description: { type: String, default: '', maxlength: LESSON_LIMITS.descriptionLength },
    /** Markdown. Links to lessons read `lesson:<id>`, pictures carry their size as `#<width>x<height>`. */
    body: { type: String, default: '', maxlength: LESSON_LIMITS.bodyLength },
    /** Of a video lesson; `body` then stands below the video. */
    video: { type: videoSchema, default: null },
    /** Of a file lesson: what there is to download or open. */
    file: {
      type: new Schema(
        { upload: { type: Schema.Types.ObjectId, ref: 'Upload', required: true } },
        { _id: false },
      ),
      default: null,
    },
    /** Of an embed lesson: a page of an allowed provider, shown in a frame. */
    embed: {
      type: new Schema(
        { url: { type: String, required: true, maxlength: LESSON_LIMITS.urlLength } },
        { _id: false },
      ),
      default: null,
    },
    release: { type: releaseSchema, default: null },
    /** Learners count once a person and day. */
    views: { type: Number, required: true, min: 0, default: 0 },
    durationMinutes: { type: Number, required: true, min: 0, max: LESSON_LIMITS.minutes, default: 0 },
    isPreview: { type: Boolean, required: true, default: false },
    isRequired: { type: Boolean, required: true, default: true },
    isPublished: { type: Boolean, required: true, default: true },
    /** Which file of an imported folder this lesson came from, so that a second import finds it again. */
    importKey: { type: String, maxlength: 1_000 },
  },
  { timestamps: true },
)

/** The lessons of a course, for its outline, and those that were added to it since a moment. */
schema.index({ course: 1, isPublished: 1, createdAt: 1 })
/** The lesson a file of an imported folder became. */
schema.index(
  { course: 1, importKey: 1 },
  { unique: true, partialFilterExpression: { importKey: { $exists: true } } },
)

export type LessonFields = InferSchemaType<typeof schema>
export const Lesson = defineModel('Lesson', () => schema)
