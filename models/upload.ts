import { Schema, type InferSchemaType } from 'mongoose'
import { NAME_MAX, UPLOAD_KINDS } from '@/lib/media/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A file that is kept. Owned by `lib/media`; the command that replaces or removes what it belongs to deletes row and
 * bytes. `mime`, `sizeBytes` and `sha256` were measured from the bytes.
 */
const schema = new Schema(
  {
    /** Who brought it; none for what the house itself made. */
    owner: { type: Schema.Types.ObjectId, ref: 'User' },
    kind: { type: String, enum: UPLOAD_KINDS, required: true },
    name: { type: String, required: true, maxlength: NAME_MAX },
    sizeBytes: { type: Number, required: true, min: 0 },
    mime: { type: String, required: true },
    sha256: { type: String, required: true },
    storage: { type: String, enum: ['disk', 'uploadthing'], required: true },
    key: { type: String, required: true },
    /** Brought by an author of this course for it; none for what came otherwise. */
    course: { type: Schema.Types.ObjectId, ref: 'Course' },
    /** Of videos, as measured. */
    durationSeconds: { type: Number, min: 0 },
    /** Of pictures and videos, in pixels. */
    width: { type: Number },
    height: { type: Number },
    /** Anybody may see it, under an address made from its content. */
    isPublic: { type: Boolean, required: true, default: false },
  },
  { timestamps: true },
)

/** A file in the storage belongs to one row. */
schema.index({ key: 1 }, { unique: true })
/** `/api/uploads/public/<sha256>.<ext>`. */
schema.index({ sha256: 1, isPublic: 1 })
/** What a person has uploaded: export and erasure of an account. */
schema.index({ owner: 1, createdAt: -1 })

/** What was brought for courses, the oldest first: the job that forgets what none of them shows. */
schema.index({ createdAt: 1, course: 1 }, { partialFilterExpression: { course: { $exists: true } } })

export type UploadFields = InferSchemaType<typeof schema>
export const Upload = defineModel('Upload', () => schema)
