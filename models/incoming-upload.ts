import { Schema, type InferSchemaType } from 'mongoose'
import { INTENT_HOURS, NAME_MAX, RESUMABLE_KINDS } from '@/lib/media/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A file that is being sent in pieces. Its bytes stand in `DATA_DIR/uploads/incoming/<id>`, so whichever process gets the
 * next piece goes on. Deleted by who gives it up or takes it, by TTL otherwise; its bytes by `media.sweepUploads`.
 */
const schema = new Schema(
  {
    /** 32 digits of chance; also the name of the file on the disk. */
    _id: { type: String, required: true },
    owner: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    /** Whose it will be; none for the archive of a course that is still to be made. */
    course: { type: Schema.Types.ObjectId, ref: 'Course', default: null },
    kind: { type: String, enum: RESUMABLE_KINDS, required: true },
    name: { type: String, required: true, maxlength: NAME_MAX },
    /** As announced. */
    sizeBytes: { type: Number, required: true, min: 1 },
    /** Which request writes at the moment, until when it may, and whether another one waits for it to give way. */
    lockedBy: { type: String, default: null },
    lockedUntil: { type: Date, default: null },
    isWanted: { type: Boolean, required: true, default: false },
    /** What became of it, so that who asks again gets the same answer. */
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', default: null },
  },
  { timestamps: true },
)

/** Those of a person, when the account is erased. */
schema.index({ owner: 1 })
schema.index({ createdAt: 1 }, { expireAfterSeconds: INTENT_HOURS * 3600 })

export type IncomingUploadFields = InferSchemaType<typeof schema>
export const IncomingUpload = defineModel('IncomingUpload', () => schema)
