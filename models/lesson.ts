import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { lessonContent } from './lesson-parts'

/**
 * One lesson. Its place in the course stands in `course.modules` alone. A lesson that leaves the outline is kept,
 * unpublished, while anybody's progress names it; it is deleted with its course.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    ...lessonContent,
    /** Learners count once a person and day. */
    views: { type: Number, required: true, min: 0, default: 0 },
    isPublished: { type: Boolean, required: true, default: true },
    /** Raised by every change of what learners see; a working copy counts on from it. */
    version: { type: Number, required: true, default: 1 },
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
