import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * How often somebody did something in the running window. Owned by `platform/http/rate-limit.ts`; the id is the limit's
 * name and a keyed hash of whom it counts, so no address is kept. Rows go when their window is over.
 */
const schema = new Schema(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'rateLimits', versionKey: false },
)

schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export type RateLimitFields = InferSchemaType<typeof schema>
export const RateLimit = defineModel('RateLimit', () => schema)
