import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A personal access token: what a person made in `/settings/security` for a program of theirs. Of the token itself only
 * the SHA-256 is kept (it has 256 random bits, so nothing slower is needed). A row outlives its token by thirty days, so
 * that the list can say how it ended, and goes with the account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    name: { type: String, required: true, maxlength: 60 },
    /** Of `SCOPES` in lib/platform/auth/scopes.ts; one that is no longer known opens nothing. At most as many as there are. */
    scopes: { type: [String], required: true },
    hash: { type: String, required: true },
    /** The first characters, by which its owner recognises it. */
    prefix: { type: String, required: true, maxlength: 20 },
    expiresAt: { type: Date, required: true },
    /** To the hour: a program that calls every second is no write every second. */
    lastUsedAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'apiTokens' },
)

/** Whose token a call carries. */
schema.index({ hash: 1 }, { unique: true })
/** The tokens of a person, newest first; ending and erasing them. */
schema.index({ user: 1, createdAt: -1 })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 30 * 24 * 3600 })

export type ApiTokenFields = InferSchemaType<typeof schema>
export const ApiToken = defineModel('ApiToken', () => schema)
