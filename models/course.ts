import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import {
  COURSE_LANGUAGES,
  COURSE_LEVELS,
  COURSE_LIMITS,
  COURSE_STATUSES,
  LESSON_LIMITS,
  VIDEO_SOURCES,
} from '@/lib/courses/constants'

const text = (maxlength: number) => ({ type: String, default: '', maxlength })
const atMost = (limit: number) => ({
  validator: (list: unknown[]) => list.length <= limit,
  message: `at most ${limit} entries`,
})

/** Bounded by COURSE_LIMITS.modules × sectionsPerModule; all lesson ids together by COURSE_LIMITS.lessons. */
const sectionSchema = new Schema({
  /** Empty where a module's lessons stand under no heading of their own. */
  title: text(COURSE_LIMITS.titleLength),
  subtopics: {
    type: [{ type: String, maxlength: COURSE_LIMITS.titleLength }],
    validate: atMost(COURSE_LIMITS.listEntries),
  },
  lessonIds: { type: [Schema.Types.ObjectId], ref: 'Lesson', validate: atMost(COURSE_LIMITS.lessons) },
})

const moduleSchema = new Schema({
  title: { type: String, required: true, trim: true, maxlength: COURSE_LIMITS.titleLength },
  description: text(COURSE_LIMITS.descriptionLength),
  sections: { type: [sectionSchema], validate: atMost(COURSE_LIMITS.sectionsPerModule) },
})

/**
 * A course and the order of its lessons, which lives in `modules` alone. A course that somebody ever enrolled in is
 * archived, never deleted; a draft is deleted by its instructor.
 */
const schema = new Schema(
  {
    title: { type: String, required: true, trim: true, maxlength: COURSE_LIMITS.titleLength },
    slug: { type: String, required: true, maxlength: COURSE_LIMITS.slugLength },
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
    level: { type: String, required: true, enum: COURSE_LEVELS },
    language: { type: String, required: true, enum: COURSE_LANGUAGES },
    /** None once their account is erased: then the course is archived. */
    instructor: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    coInstructors: {
      type: [Schema.Types.ObjectId],
      ref: 'User',
      validate: atMost(COURSE_LIMITS.coInstructors),
    },
    price: {
      /** Integer in the currency's minor unit; 0 is free. */
      amount: { type: Number, required: true, min: 0, default: 0, validate: Number.isInteger },
      currency: { type: String, required: true, default: 'EUR', match: /^[A-Z]{3}$/ },
    },
    thumbnail: {
      type: new Schema(
        { url: { type: String, required: true }, width: Number, height: Number },
        { _id: false },
      ),
      default: null,
    },
    /** A short film about the course. Its addresses are public: a file's is made from its content. */
    trailer: {
      type: new Schema(
        {
          source: { type: String, required: true, enum: VIDEO_SOURCES },
          upload: { type: Schema.Types.ObjectId, ref: 'Upload', default: null },
          url: { type: String, required: true, maxlength: LESSON_LIMITS.urlLength },
          mime: { type: String, default: null },
          durationSeconds: { type: Number, required: true, min: 0, default: 0 },
          width: { type: Number, default: null },
          height: { type: Number, default: null },
          posterUrl: { type: String, default: null, maxlength: LESSON_LIMITS.urlLength },
          captions: {
            type: [
              new Schema(
                {
                  language: { type: String, required: true, maxlength: 35 },
                  upload: { type: Schema.Types.ObjectId, ref: 'Upload', required: true },
                  url: { type: String, required: true, maxlength: LESSON_LIMITS.urlLength },
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
    status: { type: String, required: true, enum: COURSE_STATUSES, default: 'draft' },
    publishedAt: { type: Date, default: null },
    /** The first instant of the first day and the first instant after the last one, in the course's own zone. */
    startDate: { type: Date, default: null },
    endDate: { type: Date, default: null },
    timeZone: { type: String, required: true, default: 'UTC' },
    modules: { type: [moduleSchema], validate: atMost(COURSE_LIMITS.modules) },
    /** Sums over the published lessons, kept by every command that changes them. */
    lessonCount: { type: Number, required: true, default: 0 },
    durationMinutes: { type: Number, required: true, default: 0 },
    rating: {
      average: { type: Number, required: true, default: 0 },
      count: { type: Number, required: true, default: 0 },
      /** How many reviews gave one star, two … five; always five numbers, from which the other two follow. */
      histogram: { type: [Number], default: [0, 0, 0, 0, 0] },
    },
    /** People enrolled now (active or completed); changed in the transaction that changes the enrollment. */
    enrollmentCount: { type: Number, required: true, default: 0 },
    /** Stands in the catalogue: published and not over. This and the next two are lib/courses/commands/listing's alone. */
    isListed: { type: Boolean, required: true, default: false },
    /** Names the course in the sets of models/course-set.ts; given when it is first listed, never again. */
    catalogueNumber: { type: Number, default: null },
    /** When the course begins or ends next, so that its sets follow. */
    turnsAt: { type: Date, default: null },
    /** Since when the home page shows it; an admin's choice. */
    featuredAt: { type: Date, default: null },
    /** Raised by every change of what learners see; an editor's write names the version it read. */
    version: { type: Number, required: true, default: 1 },
  },
  { timestamps: true },
)

/** A course by its address. */
schema.index({ slug: 1 }, { unique: true })
/** What the sitemap walks. */
schema.index({ status: 1, publishedAt: -1, _id: -1 })
/** What is new and what most people learn: the home page, and what is suggested where nothing fits. */
schema.index({ isListed: 1, publishedAt: -1, _id: -1 })
schema.index({ isListed: 1, enrollmentCount: -1, _id: -1 })
/** The courses of a page of the catalogue, whatever its order. */
schema.index({ catalogueNumber: 1 })
/** What the home page shows first. */
schema.index({ isListed: 1, featuredAt: -1, _id: -1 })
/** Which courses have begun or ended since somebody looked. */
schema.index({ turnsAt: 1 })
/** New courses in one language, on the home page. */
schema.index({ language: 1, isListed: 1, publishedAt: -1, _id: -1 })
/** The admins' list of all courses. */
schema.index({ createdAt: -1, _id: -1 })
schema.index({ status: 1, createdAt: -1, _id: -1 })
/** A category's shelf, newest first. */
schema.index({ categorySlug: 1, status: 1, publishedAt: -1, _id: -1 })
/** Courses of a subject, newest first: what is like a course. */
schema.index({ tags: 1, status: 1, publishedAt: -1, _id: -1 })
/** Whether any course still stands on a category, and all of them when its slug changes. */
schema.index({ category: 1 })
/** What a person teaches, on their profile and their own list. */
schema.index({ instructor: 1, status: 1, publishedAt: -1, _id: -1 })
schema.index({ coInstructors: 1, status: 1 })

export type CourseFields = InferSchemaType<typeof schema>
export const Course = defineModel('Course', () => schema)
