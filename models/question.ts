import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { QUESTION_TYPES, QUIZ_LIMITS } from '@/lib/quizzes/constants'

/**
 * A question in an instructor's bank. Quizzes hold copies: a change here changes no quiz that was published. It goes when
 * its owner deletes it, and with their account. Bounded by QUIZ_LIMITS.bankQuestions a person.
 */
const schema = new Schema(
  {
    owner: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    /** Counts every change; each write names the version it read. */
    version: { type: Number, required: true, default: 1 },
    type: { type: String, required: true, enum: QUESTION_TYPES },
    tags: { type: [String], validate: (list: unknown[]) => list.length <= QUIZ_LIMITS.tags },
    /** `Question` of lib/quizzes/schema, by which every write and read is checked. */
    content: { type: Schema.Types.Mixed, required: true },
  },
  { timestamps: true, minimize: false },
)

/**
 * A person's bank, newest first, whole or of one tag; also what a draw chooses among, and the tags that there are. Words and
 * types are looked for in these rows: a bank is bounded.
 */
schema.index({ owner: 1, _id: -1 })
schema.index({ owner: 1, tags: 1, _id: -1 })

export type QuestionFields = InferSchemaType<typeof schema>
export const BankQuestion = defineModel('Question', () => schema)
