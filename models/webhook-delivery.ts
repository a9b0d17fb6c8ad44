import { Schema, type InferSchemaType } from 'mongoose'
import { ATTEMPT_FAILURES, DELIVERY_STATES, SENT_EVENTS, WEBHOOK_LIMITS } from '@/lib/webhooks/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * One message to one endpoint: what is sent, how each try went, when the next one is. Owned by `lib/webhooks`. Rows go
 * by the TTL index thirty days after they were written, with the account they are about, and with their endpoint.
 */
const schema = new Schema(
  {
    endpoint: { type: Schema.Types.ObjectId, ref: 'WebhookEndpoint', required: true },
    event: { type: String, enum: SENT_EVENTS, required: true },
    /** The `webhook-id` header: the same at every try, so that the receiver can tell a repetition. */
    messageId: { type: String, required: true },
    /** Names what happened, so that it is announced once to each endpoint however often a job is repeated. */
    source: { type: String, required: true },
    /** Whom it is about; none for a test. */
    user: { type: Schema.Types.ObjectId, ref: 'User' },
    /** The JSON that is sent, to the letter: the signature is over it. */
    body: { type: String, required: true, maxlength: WEBHOOK_LIMITS.body },
    state: { type: String, enum: DELIVERY_STATES, required: true },
    /** Counts the times an admin sent it again; jobs of an earlier round do nothing. */
    round: { type: Number, required: true, default: 1 },
    /** Failed tries of this round. */
    failures: { type: Number, required: true, default: 0 },
    /** Tries in all. */
    attemptCount: { type: Number, required: true, default: 0 },
    /** The last tries, oldest first. */
    attempts: {
      type: [
        {
          _id: false,
          at: { type: Date, required: true },
          status: { type: Number, default: null },
          failure: { type: String, enum: [...ATTEMPT_FAILURES, null], default: null },
          durationMilliseconds: { type: Number, required: true },
          /** The beginning of the answer. */
          answer: { type: String, default: '', maxlength: WEBHOOK_LIMITS.answer },
        },
      ],
      validate: (list: unknown[]) => list.length <= WEBHOOK_LIMITS.attempts,
    },
    /** When the next try is due; null when there is none. */
    nextAt: { type: Date, default: null },
    deleteAt: { type: Date, required: true },
  },
  { timestamps: true, collection: 'webhookDeliveries' },
)

/** Announced once to each endpoint. */
schema.index({ endpoint: 1, source: 1 }, { unique: true })
/** The log of an endpoint, newest first; erasing it with its endpoint. */
schema.index({ endpoint: 1, createdAt: -1, _id: -1 })
/** The same of one state. */
schema.index({ endpoint: 1, state: 1, createdAt: -1, _id: -1 })
/** Erasing what names a person whose account is gone. */
schema.index({ user: 1 }, { partialFilterExpression: { user: { $exists: true } } })
schema.index({ deleteAt: 1 }, { expireAfterSeconds: 0 })

export type WebhookDeliveryFields = InferSchemaType<typeof schema>
export const WebhookDelivery = defineModel('WebhookDelivery', () => schema)
