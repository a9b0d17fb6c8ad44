import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { ATTEMPT_STATES, FINISHED_BY, QUIZ_LIMITS } from '@/lib/quizzes/constants'

const isBounded = (list: unknown[]) => list.length <= QUIZ_LIMITS.questions

/** What a regrading changed, and who did it. */
const regradeSchema = new Schema(
  {
    at: { type: Date, required: true },
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    fromNumber: { type: Number, required: true },
    toNumber: { type: Number, required: true },
    fromEarned: { type: Number, required: true },
    toEarned: { type: Number, required: true },
  },
  { _id: false },
)

/**
 * One try of a learner at a quiz, with the version it was made with. It goes when the learner leaves the course and
 * erases what they did, and with their account or the course. At most QUIZ_LIMITS.attemptsEver a person and quiz.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    /** From 1, of each learner and quiz. */
    number: { type: Number, required: true, min: 1 },
    /** The questions it was made with. */
    version: { type: Schema.Types.ObjectId, ref: 'QuizVersion', required: true },
    /** By whose answers it is graded: the same, or a later one after a regrading. */
    gradedBy: { type: Schema.Types.ObjectId, ref: 'QuizVersion', required: true },
    /** What questions were drawn and how options stand follows from it. */
    seed: { type: String, required: true, maxlength: 64 },
    /** In the order of this attempt. */
    questionIds: { type: [String], validate: isBounded },
    state: { type: String, required: true, enum: ATTEMPT_STATES, default: 'open' },
    startedAt: { type: Date, required: true },
    /** By the server's clock; null where the quiz has no limit. */
    deadlineAt: { type: Date, default: null },
    finishedAt: { type: Date, default: null },
    finishedBy: { type: String, enum: [...FINISHED_BY, null], default: null },
    /** `{ [question]: { answer, sequence, at } }`: the answer with the highest sequence of those that arrived. */
    answers: { type: Schema.Types.Mixed, required: true, default: {} },
    /** Points, `most` being all of them; null while it is open. */
    earned: { type: Number, default: null },
    most: { type: Number, default: null },
    percent: { type: Number, default: null, min: 0, max: 100 },
    isPassed: { type: Boolean, default: null },
    /** `{ [question]: points }`. */
    points: { type: Schema.Types.Mixed, default: null },
    /** The last ones; every one is in the ledger of grades. */
    regrades: { type: [regradeSchema], validate: (list: unknown[]) => list.length <= 20 },
  },
  { timestamps: true, minimize: false, collection: 'quizAttempts' },
)

/** A learner's attempts at a quiz in order; two begun at once cannot have the same number. */
schema.index({ user: 1, lesson: 1, number: 1 }, { unique: true })
/** One open attempt a learner and quiz, however often it is begun at once. */
schema.index({ user: 1, lesson: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
/** Those whose time is over and that nobody handed in. */
schema.index({ state: 1, deadlineAt: 1 })
/** All of a quiz, for regrading and figures, in the order of their ids. */
schema.index({ lesson: 1, state: 1, _id: 1 })
/** Whether, and how many, another version still grades. */
schema.index({ lesson: 1, state: 1, gradedBy: 1 })
/** What a learner did in a course, to be erased with its progress. */
schema.index({ course: 1, user: 1 })

export type QuizAttemptFields = InferSchemaType<typeof schema>
export const QuizAttempt = defineModel('QuizAttempt', () => schema)
