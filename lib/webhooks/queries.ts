import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { keysetFilter, keysetSort, toPage, type Page } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { WebhookDelivery } from '@/models/webhook-delivery'
import { WebhookEndpoint } from '@/models/webhook-endpoint'
import { DELIVERIES_PER_PAGE, WEBHOOK_LIMITS, WEBHOOK_REASONS } from './constants'
import {
  DELIVERY_LINE_FIELDS,
  toDelivery,
  toDeliveryLine,
  toWebhook,
  type Delivery,
  type DeliveryLine,
  type Webhook,
} from './dto'
import { requireWebhookAdmin } from './policy'
import type { DeliveriesQuery, DeliveryReference, WebhookReference } from './schema'

const NEWEST = [
  { path: 'createdAt', direction: -1 },
  { path: '_id', direction: -1 },
] as const

/** Every endpoint of the academy, oldest first. For admins. */
export async function listWebhooks(viewer: Viewer): Promise<Webhook[]> {
  requireWebhookAdmin(viewer)
  const at = now()
  const rows = await WebhookEndpoint.find({})
    .sort({ createdAt: 1, _id: 1 })
    .limit(2 * WEBHOOK_LIMITS.endpoints)
    .lean()
  return rows.map((row) => toWebhook(row, at))
}

/** One endpoint. For admins. */
export async function getWebhook(viewer: Viewer, { webhookId }: WebhookReference): Promise<Webhook> {
  requireWebhookAdmin(viewer)
  const row = await WebhookEndpoint.findById(toObjectId(webhookId)).lean()
  if (row === null) throw notFound('There is no such endpoint.', WEBHOOK_REASONS.none)
  return toWebhook(row, now())
}

/** What was sent to an endpoint in the last thirty days and how it went, newest first. For admins. */
export async function listDeliveries(
  viewer: Viewer,
  { webhookId, state, cursor }: WebhookReference & DeliveriesQuery,
): Promise<Page<DeliveryLine>> {
  requireWebhookAdmin(viewer)
  const rows = await WebhookDelivery.find({
    endpoint: toObjectId(webhookId),
    ...(state !== 'all' && { state }),
    ...keysetFilter(NEWEST, cursor),
  })
    .select(DELIVERY_LINE_FIELDS)
    .sort(keysetSort(NEWEST))
    .limit(DELIVERIES_PER_PAGE + 1)
    .lean()
  return toPage(rows, { limit: DELIVERIES_PER_PAGE, sort: NEWEST, toItem: toDeliveryLine })
}

/** One message, what was sent and each try. For admins. */
export async function getDelivery(viewer: Viewer, { deliveryId }: DeliveryReference): Promise<Delivery> {
  requireWebhookAdmin(viewer)
  const row = await WebhookDelivery.findById(toObjectId(deliveryId)).lean()
  if (row === null) throw notFound('There is no such delivery.', WEBHOOK_REASONS.noDelivery)
  return toDelivery(row)
}
