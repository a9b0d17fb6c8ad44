import { Schema, type InferSchemaType } from 'mongoose'
import { INTENT_HOURS } from '@/lib/media/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * An upload that the file router has allowed and whose bytes are still to come, while the local disk plays the cloud's
 * part. Any process may receive them. Deleted when it is done, by TTL otherwise.
 */
const schema = new Schema(
  {
    key: { type: String, required: true },
    slug: { type: String, required: true },
    metadata: { type: Schema.Types.Mixed, required: true },
    /** The key of the whole file in the storage, once its bytes are here. */
    storedKey: { type: String },
    /** What the router's completion answered, for the browser that waits. */
    result: { type: Schema.Types.Mixed },
  },
  { timestamps: true },
)

/** The bytes arrive under this key. */
schema.index({ key: 1 }, { unique: true })
/** The router reports its completion under the stored file's key. */
schema.index({ storedKey: 1 }, { unique: true, partialFilterExpression: { storedKey: { $exists: true } } })
schema.index({ createdAt: 1 }, { expireAfterSeconds: INTENT_HOURS * 3600 })

export type UploadIntentFields = InferSchemaType<typeof schema>
export const UploadIntent = defineModel('UploadIntent', () => schema)
