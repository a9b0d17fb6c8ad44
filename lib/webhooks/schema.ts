import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { DELIVERY_STATES, WEBHOOK_EVENTS, WEBHOOK_LIMITS, WEBHOOK_REASONS } from './constants'

/** An address on the web, in one spelling; which of them may be called is the command's to say. */
const url = z
  .string()
  .trim()
  .max(WEBHOOK_LIMITS.url)
  .transform((typed, context) => {
    const parsed = URL.parse(typed)
    if (parsed !== null && /^https?:$/.test(parsed.protocol)) {
      parsed.hash = ''
      return parsed.href
    }
    context.addIssue({ code: 'custom', message: WEBHOOK_REASONS.https })
    return z.NEVER
  })

const facts = {
  url,
  /** For admins alone: whose endpoint it is. */
  description: z.string().trim().max(WEBHOOK_LIMITS.description).default(''),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length).transform(unique),
}

export const NewWebhook = z.strictObject(facts)
export type NewWebhook = z.output<typeof NewWebhook>

export const WebhookReference = z.strictObject({ webhookId: objectId })
export type WebhookReference = z.output<typeof WebhookReference>

/** `version`: of the endpoint as it was read, so that two admins do not overwrite each other. */
export const WebhookChange = z.strictObject({
  webhookId: objectId,
  version: z.number().int().min(1),
  ...facts,
})
export type WebhookChange = z.output<typeof WebhookChange>

export const DeliveryReference = z.strictObject({ deliveryId: objectId })
export type DeliveryReference = z.output<typeof DeliveryReference>

/** The log of one endpoint. */
export const DeliveriesQuery = z.strictObject({
  state: z.enum(['all', ...DELIVERY_STATES]).default('all'),
  cursor: z.string().max(500).optional(),
})
export type DeliveriesQuery = z.output<typeof DeliveriesQuery>

function unique<T>(list: T[]): T[] {
  return [...new Set(list)]
}
