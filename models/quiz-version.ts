import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A quiz as it was published: what learners take and what their attempts are graded by, answers included. Never changed.
 * It stays while an attempt names it, and goes with its lesson.
 */
const schema = new Schema(
  {
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** From 1, of each lesson. */
    number: { type: Number, required: true, min: 1 },
    /** `QuizContent` of lib/quizzes/schema, by which it is checked when it is read. */
    content: { type: Schema.Types.Mixed, required: true },
    publishedAt: { type: Date, required: true },
  },
  { timestamps: true, minimize: false, collection: 'quizVersions' },
)

/** The latest version of a lesson's quiz; published twice at once, one of both takes the number. */
schema.index({ lesson: 1, number: -1 }, { unique: true })

export type QuizVersionFields = InferSchemaType<typeof schema>
export const QuizVersion = defineModel('QuizVersion', () => schema)
