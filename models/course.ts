import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { COURSE_LIMITS, COURSE_STATUSES } from '@/lib/courses/constants'
import { atMost, courseDetails, courseModule } from './course-parts'

const moduleSchema = new Schema(courseModule)

/**
 * A course and the order of its lessons, which lives in `modules` alone. A course that somebody ever enrolled in is
 * archived, never deleted; a draft is deleted by its instructor.
 */
const schema = new Schema(
  {
    ...courseDetails,
    /** None once their account is erased: then the course is archived. */
    instructor: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    coInstructors: {
      type: [Schema.Types.ObjectId],
      ref: 'User',
      validate: atMost(COURSE_LIMITS.coInstructors),
    },
    status: { type: String, required: true, enum: COURSE_STATUSES, default: 'draft' },
    publishedAt: { type: Date, default: null },
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
