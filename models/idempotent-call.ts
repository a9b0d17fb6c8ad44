import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A call of the HTTP interface that came with an `Idempotency-Key`, and its answer for whoever sends the same again.
 * Owned by `platform/http/idempotency.ts`. Whom and what is kept as keyed hashes, the answer encrypted; rows go after a
 * day, and with the account.
 */
const schema = new Schema(
  {
    caller: { type: String, required: true },
    key: { type: String, required: true, maxlength: 255 },
    /** Of the operation and everything that was sent. */
    fingerprint: { type: String, required: true },
    /** `running` until something is written, `committed` with what is written, `done` with the answer. */
    state: { type: String, enum: ['running', 'committed', 'done'], required: true },
    /** Who runs it, and until when it is taken for alive. */
    run: { type: String, required: true },
    runUntil: { type: Date, required: true },
    /** Status, headers and body, as encrypted JSON. */
    answer: { type: String },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'idempotentCalls', versionKey: false },
)

/** One call a key; the same again finds it, and an erased account's are found by the caller. */
schema.index({ caller: 1, key: 1 }, { unique: true })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export type IdempotentCallFields = InferSchemaType<typeof schema>
export const IdempotentCall = defineModel('IdempotentCall', () => schema)
