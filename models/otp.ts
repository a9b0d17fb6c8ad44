import { Schema, type InferSchemaType } from 'mongoose'
import { CODE_SECONDS, OTP_PURPOSES } from '@/lib/accounts/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A code mailed to prove an address: at most one a person and purpose, a newer one replaces it. Used up by the command
 * that checks it; the rest is deleted by the TTL index, which only cleans up: expiry is compared at use.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    purpose: { type: String, enum: OTP_PURPOSES, required: true },
    email: { type: String, required: true },
    codeHash: { type: String, required: true },
    attempts: { type: Number, required: true, default: 0 },
    sentAt: { type: Date, required: true },
  },
  { timestamps: true },
)

/** The code somebody types, looked up by who types it and for what; also keeps it to one code a purpose. */
schema.index({ user: 1, purpose: 1 }, { unique: true })
schema.index({ sentAt: 1 }, { expireAfterSeconds: CODE_SECONDS })

export type OtpFields = InferSchemaType<typeof schema>
export const Otp = defineModel('Otp', () => schema)
