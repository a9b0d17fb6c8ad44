import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { LESSON_LIMITS, LESSON_TYPES } from '@/lib/courses/constants'

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
    durationMinutes: { type: Number, required: true, min: 0, max: LESSON_LIMITS.minutes, default: 0 },
    isPreview: { type: Boolean, required: true, default: false },
    isRequired: { type: Boolean, required: true, default: true },
    isPublished: { type: Boolean, required: true, default: true },
    /** Which file of an imported folder this lesson came from, so that a second import finds it again. */
    importKey: { type: String, maxlength: 1_000 },
  },
  { timestamps: true },
)

/** The lessons of a course, for its outline. */
schema.index({ course: 1, isPublished: 1 })
/** The lesson a file of an imported folder became. */
schema.index(
  { course: 1, importKey: 1 },
  { unique: true, partialFilterExpression: { importKey: { $exists: true } } },
)

export type LessonFields = InferSchemaType<typeof schema>
export const Lesson = defineModel('Lesson', () => schema)
