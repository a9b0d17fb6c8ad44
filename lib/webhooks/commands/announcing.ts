import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, notFound } from '@/lib/platform/errors'
import { WebhookDelivery } from '@/models/webhook-delivery'
import { WebhookEndpoint } from '@/models/webhook-endpoint'
import {
  KEEP_MILLISECONDS,
  TEST_EVENT,
  WEBHOOK_LIMITS,
  WEBHOOK_REASONS,
  type SentEvent,
  type WebhookEvent,
} from '../constants'
import { requireHouse, requireWebhookAdmin } from '../policy'
import type { DeliveryReference, WebhookReference } from '../schema'
import { wantTry } from './delivering'

export type News = {
  event: WebhookEvent
  /** Names what happened; it is announced once to each endpoint. */
  source: string
  /** Whom it is about. */
  userId: string
  at: Date
  /** Ids and times, nothing that a reader would have to keep secret. */
  data: Record<string, string>
}

/** Writes one delivery for each endpoint that hears of such news, all of them or none. */
export async function announce(viewer: Viewer, { event, source, userId, at, data }: News): Promise<void> {
  requireHouse(viewer)
  await inTransaction(async () => {
    const endpoints = await WebhookEndpoint.find({ state: 'enabled', events: event })
      .select({ _id: 1 })
      .limit(2 * WEBHOOK_LIMITS.endpoints)
      .lean()
    const ids = endpoints.map(({ _id }) => _id)
    const told = await WebhookDelivery.find({ endpoint: { $in: ids }, source })
      .select({ endpoint: 1 })
      .lean()
    const before = new Set(told.map(({ endpoint }) => endpoint.toHexString()))
    const rows = ids
      .filter((id) => !before.has(id.toHexString()))
      .map((endpoint) => ({
        ...toRow({ endpoint, event, source, at, data: { userId, ...data } }),
        user: toObjectId(userId),
      }))
    const written = await WebhookDelivery.insertMany(rows)
    for (const row of written) await wantTry(row)
  })
}

/** Sends a message without news, to see whether the receiver understands. For admins. */
export async function testWebhook(
  viewer: Viewer,
  { webhookId }: WebhookReference,
): Promise<{ deliveryId: string }> {
  requireWebhookAdmin(viewer)
  const endpoint = toObjectId(webhookId)
  return inTransaction(async () => {
    await requireEnabled(endpoint)
    const source = `test:${randomUUID()}`
    const fields = toRow({ endpoint, event: TEST_EVENT, source, at: now(), data: { webhookId } })
    const [row] = await WebhookDelivery.insertMany([fields])
    if (row === undefined) throw new Error('The delivery was not written.')
    await wantTry(row)
    return { deliveryId: row._id.toHexString() }
  })
}

/** Sends a message again, at once, under the id it had; its schedule begins anew. For admins. */
export async function replayDelivery(
  viewer: Viewer,
  { deliveryId }: DeliveryReference,
): Promise<{ deliveryId: string }> {
  requireWebhookAdmin(viewer)
  return inTransaction(async () => {
    const row = await WebhookDelivery.findOneAndUpdate(
      { _id: toObjectId(deliveryId) },
      { $set: { state: 'waiting', failures: 0, nextAt: now() }, $inc: { round: 1 } },
      { returnDocument: 'after' },
    ).lean()
    if (row === null) throw notFound('There is no such delivery.', WEBHOOK_REASONS.noDelivery)
    await requireEnabled(row.endpoint)
    await wantTry(row)
    return { deliveryId }
  })
}

async function requireEnabled(endpoint: Types.ObjectId): Promise<void> {
  const row = await WebhookEndpoint.findById(endpoint).select({ state: 1 }).lean()
  if (row === null) throw notFound('There is no such endpoint.', WEBHOOK_REASONS.none)
  if (row.state !== 'enabled')
    throw new AppError('conflict', 'The endpoint is switched off.', { reason: WEBHOOK_REASONS.disabled })
}

type Written = {
  endpoint: Types.ObjectId
  event: SentEvent
  source: string
  at: Date
  data: Record<string, string>
}

function toRow({ endpoint, event, source, at, data }: Written) {
  const written = now()
  return {
    endpoint,
    event,
    source,
    messageId: `msg_${randomUUID()}`,
    body: JSON.stringify({ type: event, timestamp: at.toISOString(), data }),
    state: 'waiting' as const,
    nextAt: written,
    deleteAt: new Date(written.getTime() + KEEP_MILLISECONDS),
  }
}
