import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * Every letter the academy writes. Owned by `platform/mail`. Without a mail server it is kept to be read at
 * `/admin/system`; with one its text is erased once it is sent, because it may hold a code. Rows go after fourteen days.
 */
const schema = new Schema(
  {
    to: { type: String, required: true },
    kind: { type: String, enum: ['account', 'notice'], required: true },
    template: { type: String, required: true },
    subject: { type: String, required: true, maxlength: 300 },
    text: { type: String },
    html: { type: String },
    /** Of a notice: where one POST stops such letters, without signing in (RFC 8058). */
    unsubscribeUrl: { type: String },
    state: { type: String, enum: ['kept', 'queued', 'sent', 'failed'], required: true },
    sentAt: { type: Date },
    error: { type: String, maxlength: 500 },
    deleteAt: { type: Date, required: true },
  },
  { timestamps: true, collection: 'mailOutbox' },
)

/** `/admin/system`: newest first. */
schema.index({ createdAt: -1, _id: -1 })
/** Letters to one address: the page that asks for a code, tests, and erasing an account. */
schema.index({ to: 1, createdAt: -1 })
schema.index({ deleteAt: 1 }, { expireAfterSeconds: 0 })

export type MailOutboxFields = InferSchemaType<typeof schema>
export const MailOutbox = defineModel('MailOutbox', () => schema)
