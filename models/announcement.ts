import { Schema, type InferSchemaType } from 'mongoose'
import { ANNOUNCEMENT_LIMITS as LIMITS, AUDIENCES } from '@/lib/announcements/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * What a teacher says to the learners of a course. Deleted by its teachers, and with its course; of an author whose account
 * is gone it keeps the words.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    title: { type: String, required: true, maxlength: LIMITS.titleLength },
    /** Markdown. */
    body: { type: String, required: true, maxlength: LIMITS.bodyLength },
    audience: { type: String, required: true, enum: AUDIENCES },
    /** Of `standing`: how its learners stood at `publishedAt`. */
    standing: { type: String, default: null },
    /** Of `chosen`. */
    learners: {
      type: [Schema.Types.ObjectId],
      validate: (list: unknown[]) => list.length <= LIMITS.chosen,
    },
    publishedAt: { type: Date, required: true },
    editedAt: { type: Date, default: null },
    /** People it was told to so far, and when the last of them was. */
    toldCount: { type: Number, required: true, min: 0, default: 0 },
    deliveredAt: { type: Date, default: null },
    version: { type: Number, required: true, default: 1 },
  },
  { timestamps: true },
)

/** A course's announcements, newest first: all for its teachers, those to everybody for its learners. */
schema.index({ course: 1, publishedAt: -1, _id: -1 })
/** Those of a person whose account is erased. */
schema.index({ by: 1 })

export type AnnouncementFields = InferSchemaType<typeof schema>
export const Announcement = defineModel('Announcement', () => schema)
