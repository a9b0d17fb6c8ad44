import { Schema } from 'mongoose'
import { LESSON_LIMITS, LESSON_TYPES, RELEASE_RULES, VIDEO_SOURCES } from '@/lib/courses/constants'

/** Spelled as a type, because what is declared here is inferred where it is used. */
const required = true as const

/** One language's captions: a checked WebVTT file. */
const captionsSchema = new Schema(
  {
    language: { type: String, required, maxlength: 35 },
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', required },
  },
  { _id: false },
)

const videoSchema = new Schema(
  {
    source: { type: String, required, enum: VIDEO_SOURCES },
    /** Of source `upload`. */
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', default: null },
    /** Of source `link`. */
    url: { type: String, default: null, maxlength: LESSON_LIMITS.urlLength },
    /** 0 where nobody could tell, as with most links. */
    durationSeconds: { type: Number, required, min: 0, default: 0 },
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
    mayMarkByHand: { type: Boolean, required, default: false },
  },
  { _id: false },
)

const releaseSchema = new Schema(
  {
    rule: { type: String, required, enum: RELEASE_RULES },
    /** Of `afterDays`: whole days of 24 hours after the learner enrolled. */
    days: { type: Number, default: null, min: 0, max: LESSON_LIMITS.releaseDays },
    /** Of `onDate`: the first instant of that day in the course's zone. */
    at: { type: Date, default: null },
    /** Of `afterLesson`: the lesson that must be done first. */
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', default: null },
  },
  { _id: false },
)

/** What a lesson shows and asks: on its own row as learners see it, and in a working copy as its authors last wrote it. */
export const lessonContent = {
  type: { type: String, required, enum: LESSON_TYPES, default: 'article' },
  title: { type: String, required, trim: true, maxlength: LESSON_LIMITS.titleLength },
  slug: { type: String, required, maxlength: 80 },
  description: { type: String, default: '', maxlength: LESSON_LIMITS.descriptionLength },
  /** Markdown. Links to lessons read `lesson:<id>`, pictures carry their size as `#<width>x<height>`. */
  body: { type: String, default: '', maxlength: LESSON_LIMITS.bodyLength },
  /** Of a video lesson; `body` then stands below the video. */
  video: { type: videoSchema, default: null },
  /** Of a file lesson: what there is to download or open. */
  file: {
    type: new Schema({ upload: { type: Schema.Types.ObjectId, ref: 'Upload', required } }, { _id: false }),
    default: null,
  },
  /** Of an embed lesson: a page of an allowed provider, shown in a frame. */
  embed: {
    type: new Schema({ url: { type: String, required, maxlength: LESSON_LIMITS.urlLength } }, { _id: false }),
    default: null,
  },
  release: { type: releaseSchema, default: null },
  durationMinutes: { type: Number, required, min: 0, max: LESSON_LIMITS.minutes, default: 0 },
  isPreview: { type: Boolean, required, default: false },
  isRequired: { type: Boolean, required, default: true },
}
