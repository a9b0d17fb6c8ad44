import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * That a learner is among those whom an announcement to some was written to. Those to everybody need none. It goes with the
 * announcement and with the learner's account.
 */
const schema = new Schema(
  {
    announcement: { type: Schema.Types.ObjectId, ref: 'Announcement', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
  },
  { timestamps: true, collection: 'announcementReceipts' },
)

/** What was written to a learner of a course, newest first; once each, however often a job is repeated; erasing a person's. */
schema.index({ user: 1, course: 1, announcement: -1 }, { unique: true })
/** Those of an announcement that is deleted. */
schema.index({ announcement: 1 })

export type AnnouncementReceiptFields = InferSchemaType<typeof schema>
export const AnnouncementReceipt = defineModel('AnnouncementReceipt', () => schema)
