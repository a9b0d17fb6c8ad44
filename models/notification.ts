import { Schema, type InferSchemaType } from 'mongoose'
import { NOTICE_NAMES, NOTIFICATION_KINDS } from '@/lib/notifications/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * Something a person should hear of: what happened and the names in it, never a sentence, so that it is shown in the
 * reader's language. Owned by `lib/notifications`. Rows go by the TTL index half a year after they were written, read
 * or not, and with the person's account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    kind: { type: String, required: true, enum: NOTIFICATION_KINDS },
    notice: { type: String, required: true, enum: NOTICE_NAMES },
    /** The names and numbers in the sentence; their shape stands in `lib/notifications/schema.ts`. */
    params: { type: Schema.Types.Mixed, required: true, default: () => ({}) },
    /** Where it leads: a path of the academy, without a locale. */
    link: { type: String, required: true, match: /^\/(?![/\\])/, maxlength: 300 },
    course: { type: Schema.Types.ObjectId, ref: 'Course', default: null },
    /** Names what happened, so that it is told once however often a job is repeated. */
    key: { type: String, required: true, maxlength: 120 },
    /** False: the person wants this kind by mail alone; the row only keeps it from being mailed twice. */
    isListed: { type: Boolean, required: true, default: true },
    readAt: { type: Date, default: null },
    /** When it is due in the person's daily letter; gone once it stood in one. */
    digestAt: { type: Date },
    deleteAt: { type: Date, required: true },
  },
  { timestamps: true, minimize: false },
)

/** Told once. Also erasing and exporting what a person has. */
schema.index({ user: 1, key: 1 }, { unique: true })
/** `/notifications` and the bell: newest first. */
schema.index({ user: 1, isListed: 1, createdAt: -1, _id: -1 })
/** The same of those that are unread, their number, and marking them all. */
schema.index({ user: 1, isListed: 1, readAt: 1, createdAt: -1, _id: -1 })
/** Whose daily letter is due? */
schema.index({ digestAt: 1 }, { partialFilterExpression: { digestAt: { $exists: true } } })
/** What stands in one person's daily letter. */
schema.index({ user: 1, digestAt: 1 }, { partialFilterExpression: { digestAt: { $exists: true } } })
schema.index({ deleteAt: 1 }, { expireAfterSeconds: 0 })

export type NotificationFields = InferSchemaType<typeof schema>
export const Notification = defineModel('Notification', () => schema)
