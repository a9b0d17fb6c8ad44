import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * The quiz of a lesson as its authors write it. Learners never read it: they get the versions that were published of it
 * (models/quiz-version.ts). It goes with its lesson.
 */
const schema = new Schema(
  {
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** Counts every change; each write names the version it read. */
    version: { type: Number, required: true, default: 1 },
    /** Which version of this copy learners have; null before the first. */
    publishedOf: { type: Number, default: null },
    /** `QuizDraft` of lib/quizzes/schema, by which every write and read is checked; bounded by QUIZ_LIMITS. */
    draft: { type: Schema.Types.Mixed, required: true },
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    /** A version came that would grade earlier attempts otherwise, and nobody has decided yet whether it shall. */
    isRegradeDue: { type: Boolean, default: false },
  },
  { timestamps: true, minimize: false, collection: 'quizzes' },
)

/** The quiz of a lesson. */
schema.index({ lesson: 1 }, { unique: true })
/** Those of a course whose attempts wait for that decision. */
schema.index({ course: 1 }, { partialFilterExpression: { isRegradeDue: true } })
/** Those that hold copies of questions of a bank, and those that draw by a tag: where a question of the bank is used. */
schema.index({ 'draft.questions.bank.questionId': 1 }, { sparse: true })
schema.index({ 'draft.draws.tag': 1, course: 1 }, { sparse: true })

export type QuizFields = InferSchemaType<typeof schema>
export const Quiz = defineModel('Quiz', () => schema)
