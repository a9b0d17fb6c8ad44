import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { QUIZ_LIMITS } from '@/lib/quizzes/constants'

const count = { type: Number, required: true, min: 0 } as const

/**
 * A regrading that an author of a quiz has confirmed: by which version, why, and what they were shown. A job carries it
 * out. It is never changed but for its end, and goes with its lesson.
 */
const schema = new Schema(
  {
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** By which is graded. */
    version: { type: Schema.Types.ObjectId, ref: 'QuizVersion', required: true },
    toNumber: { type: Number, required: true, min: 1 },
    by: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    reason: { type: String, required: true, maxlength: QUIZ_LIMITS.reasonLength },
    /** Names exactly the changes that were shown: confirmed twice, it is one regrading. */
    seen: { type: String, required: true, maxlength: 64 },
    /** Attempts that are looked at, and learners whose grade changes, as they were shown. */
    attempts: count,
    learners: count,
    up: count,
    down: count,
    gains: count,
    loses: count,
    askedAt: { type: Date, required: true },
    /** Null while its job is under way. */
    doneAt: { type: Date, default: null },
  },
  { timestamps: true, collection: 'quizRegrades' },
)

/** Whether these very changes were confirmed before. */
schema.index({ lesson: 1, seen: 1 }, { unique: true })
/** The regradings of a quiz, newest first. */
schema.index({ lesson: 1, askedAt: -1 })

export type QuizRegradeFields = InferSchemaType<typeof schema>
export const QuizRegrade = defineModel('QuizRegrade', () => schema)
