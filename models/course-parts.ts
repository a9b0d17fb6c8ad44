import { Schema } from 'mongoose'
import {
  COURSE_LANGUAGES,
  COURSE_LEVELS,
  COURSE_LIMITS,
  LESSON_LIMITS,
  VIDEO_SOURCES,
} from '@/lib/courses/constants'

/** Spelled as a type, because what is declared here is inferred where it is used. */
const required = true as const

const text = (maxlength: number) => ({ type: String, default: '', maxlength })
export const atMost = (limit: number) => ({
  validator: (list: unknown[]) => list.length <= limit,
  message: `at most ${limit} entries`,
})

/** Bounded by COURSE_LIMITS.modules × sectionsPerModule; all lesson ids together by COURSE_LIMITS.lessons. */
export const sectionSchema = new Schema({
  /** Empty where a module's lessons stand under no heading of their own. */
  title: text(COURSE_LIMITS.titleLength),
  subtopics: {
    type: [{ type: String, maxlength: COURSE_LIMITS.titleLength }],
    validate: atMost(COURSE_LIMITS.listEntries),
  },
  lessonIds: { type: [Schema.Types.ObjectId], ref: 'Lesson', validate: atMost(COURSE_LIMITS.lessons) },
})

/** Bounded by COURSE_LIMITS.modules; a working copy adds a version to each. */
export const courseModule = {
  title: { type: String, required, trim: true, maxlength: COURSE_LIMITS.titleLength },
  description: text(COURSE_LIMITS.descriptionLength),
  sections: { type: [sectionSchema], validate: atMost(COURSE_LIMITS.sectionsPerModule) },
}

/** What a course says of itself: on its own row as learners see it, and in a revision as its authors last wrote it. */
export const courseDetails = {
  title: { type: String, required, trim: true, maxlength: COURSE_LIMITS.titleLength },
  slug: { type: String, required, maxlength: COURSE_LIMITS.slugLength },
  subtitle: text(COURSE_LIMITS.subtitleLength),
  description: text(COURSE_LIMITS.descriptionLength),
  outcomes: {
    type: [{ type: String, maxlength: COURSE_LIMITS.listEntryLength }],
    validate: atMost(COURSE_LIMITS.listEntries),
  },
  requirements: {
    type: [{ type: String, maxlength: COURSE_LIMITS.listEntryLength }],
    validate: atMost(COURSE_LIMITS.listEntries),
  },
  tags: {
    type: [{ type: String, maxlength: COURSE_LIMITS.tagLength }],
    validate: atMost(COURSE_LIMITS.tags),
  },
  category: { type: Schema.Types.ObjectId, ref: 'Category', default: null },
  /** The category's slug, written with it, so that the catalogue filters by its address without a look-up. */
  categorySlug: { type: String, default: null, maxlength: 80 },
  level: { type: String, required, enum: COURSE_LEVELS },
  language: { type: String, required, enum: COURSE_LANGUAGES },
  price: {
    /** Integer in the currency's minor unit; 0 is free. */
    amount: { type: Number, required, min: 0, default: 0, validate: Number.isInteger },
    currency: { type: String, required, default: 'EUR', match: /^[A-Z]{3}$/ },
  },
  thumbnail: {
    type: new Schema({ url: { type: String, required }, width: Number, height: Number }, { _id: false }),
    default: null,
  },
  /** A short film about the course. Its addresses are public: a file's is made from its content. */
  trailer: {
    type: new Schema(
      {
        source: { type: String, required, enum: VIDEO_SOURCES },
        upload: { type: Schema.Types.ObjectId, ref: 'Upload', default: null },
        url: { type: String, required, maxlength: LESSON_LIMITS.urlLength },
        mime: { type: String, default: null },
        durationSeconds: { type: Number, required, min: 0, default: 0 },
        width: { type: Number, default: null },
        height: { type: Number, default: null },
        posterUrl: { type: String, default: null, maxlength: LESSON_LIMITS.urlLength },
        captions: {
          type: [
            new Schema(
              {
                language: { type: String, required, maxlength: 35 },
                upload: { type: Schema.Types.ObjectId, ref: 'Upload', required },
                url: { type: String, required, maxlength: LESSON_LIMITS.urlLength },
              },
              { _id: false },
            ),
          ],
          validate: atMost(LESSON_LIMITS.captionLanguages),
        },
      },
      { _id: false },
    ),
    default: null,
  },
  /** The first instant of the first day and the first instant after the last one, in the course's own zone. */
  startDate: { type: Date, default: null },
  endDate: { type: Date, default: null },
  timeZone: { type: String, required, default: 'UTC' },
}
