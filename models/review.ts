import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { REPLY_TEXT_MAX, REVIEW_TEXT_MAX } from '@/lib/reviews/constants'

/** What a teacher of the course answers; without `by` their account is gone. */
const replySchema = new Schema(
  {
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    text: { type: String, required: true, maxlength: REPLY_TEXT_MAX },
    repliedAt: { type: Date, required: true },
  },
  { _id: false },
)

/**
 * What a learner thinks of a course. `course.rating` counts these rows and changes in the same transaction. It goes with
 * its author's account, or with its course.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    rating: { type: Number, required: true, min: 1, max: 5, validate: Number.isInteger },
    /** Plain text; empty where somebody only gave stars. */
    text: { type: String, default: '', maxlength: REVIEW_TEXT_MAX },
    editedAt: { type: Date, default: null },
    helpfulCount: { type: Number, required: true, min: 0, default: 0 },
    reply: { type: replySchema, default: null },
  },
  { timestamps: true },
)

/** One review a learner and course; also a person's own reviews, for export and erasure. */
schema.index({ user: 1, course: 1 }, { unique: true })
/** A course's reviews, newest first, of all stars or of one number of them. */
schema.index({ course: 1, createdAt: -1, _id: -1 })
schema.index({ course: 1, rating: 1, createdAt: -1, _id: -1 })
/** A course's reviews, most helpful first, of all stars or of one number of them. */
schema.index({ course: 1, helpfulCount: -1, createdAt: -1, _id: -1 })
schema.index({ course: 1, rating: 1, helpfulCount: -1, createdAt: -1, _id: -1 })
/** The answers a person gave, which lose their name with the account. */
schema.index({ 'reply.by': 1 }, { partialFilterExpression: { 'reply.by': { $type: 'objectId' } } })

export type ReviewFields = InferSchemaType<typeof schema>
export const Review = defineModel('Review', () => schema)
