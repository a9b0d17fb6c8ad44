import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A username somebody gave up: it leads to its former owner and is closed to others until `expiresAt`, which is
 * compared at use; the TTL index deletes the row afterwards, the owner taking the name back deletes it at once.
 */
const schema = new Schema(
  {
    usernameKey: { type: String, required: true },
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    expiresAt: { type: Date, required: true },
  },
  { timestamps: true, collection: 'usernameRedirects' },
)

/** The profile of a name nobody has now, and whether a wanted name is closed. */
schema.index({ usernameKey: 1 }, { unique: true })
/** Erasing an account frees its former names. */
schema.index({ user: 1 })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export type UsernameRedirectFields = InferSchemaType<typeof schema>
export const UsernameRedirect = defineModel('UsernameRedirect', () => schema)
