import { Schema, type InferSchemaType } from 'mongoose'
import { DISABLE_CAUSES, WEBHOOK_EVENTS, WEBHOOK_LIMITS } from '@/lib/webhooks/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * An address of another program that is told what happens here. Owned by `lib/webhooks`; an admin makes and deletes it,
 * and there are few. It names no person.
 */
const schema = new Schema(
  {
    url: { type: String, required: true, maxlength: WEBHOOK_LIMITS.url },
    description: { type: String, default: '', maxlength: WEBHOOK_LIMITS.description },
    events: [{ type: String, enum: WEBHOOK_EVENTS }],
    /** Newest first; the one before the last change signs along until `endsAt`. Kept sealed, because signing needs them. */
    secrets: {
      type: [
        {
          _id: false,
          sealed: { type: String, required: true },
          madeAt: { type: Date, required: true },
          endsAt: { type: Date, default: null },
        },
      ],
      validate: (list: unknown[]) => list.length >= 1 && list.length <= WEBHOOK_LIMITS.secrets,
    },
    state: { type: String, enum: ['enabled', 'disabled'], required: true, default: 'enabled' },
    disabledBecause: { type: String, enum: [...DISABLE_CAUSES, null], default: null },
    disabledAt: { type: Date, default: null },
    /** The first failed try since the last success; null while all is well. */
    failingSince: { type: Date, default: null },
    version: { type: Number, required: true, default: 1 },
  },
  { timestamps: true, collection: 'webhookEndpoints' },
)

/** Who is to be told of an event? */
schema.index({ state: 1, events: 1 })
/** `/admin/webhooks`: oldest first. */
schema.index({ createdAt: 1, _id: 1 })

export type WebhookEndpointFields = InferSchemaType<typeof schema>
export const WebhookEndpoint = defineModel('WebhookEndpoint', () => schema)
