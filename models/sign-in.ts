import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * One device on which somebody is signed in. The cookie names the row; ending it, here or by an admin, ends the
 * sign-in at the next request. Rows go by themselves when they have expired, and with the account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    kind: { type: String, enum: ['web', 'api'], required: true, default: 'web' },
    device: {
      type: new Schema(
        {
          browser: { type: String, maxlength: 60 },
          system: { type: String, maxlength: 60 },
          type: { type: String, maxlength: 20 },
        },
        { _id: false },
      ),
      required: true,
      default: () => ({}),
    },
    /** When the person last proved who they are here: at sign-in, or by changing the password on this device. */
    provenAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    /** Of programs: the family that all its refresh tokens name, and the hash of the one that is valid now. */
    family: { type: String },
    refreshHash: { type: String },
    /** The token before it and when it was exchanged: a twin of that exchange is refused, later it ends the sign-in. */
    formerRefreshHash: { type: String },
    refreshedAt: { type: Date },
  },
  { timestamps: true, collection: 'signIns' },
)

/** The list of a person's sign-ins, and ending all but one. */
schema.index({ user: 1, endedAt: 1, lastSeenAt: -1 })
/** Whose refresh token a program sends. */
schema.index({ family: 1 }, { unique: true, partialFilterExpression: { family: { $exists: true } } })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export type SignInFields = InferSchemaType<typeof schema>
export const SignIn = defineModel('SignIn', () => schema)
