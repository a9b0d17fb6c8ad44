import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { decryptField } from '@/lib/platform/db/encrypted-field'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { env } from '@/lib/platform/env'
import { postOut, type OutOutcome } from '@/lib/platform/http/post-out'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { emit } from '@/lib/platform/jobs/events'
import { WebhookDelivery, type WebhookDeliveryFields } from '@/models/webhook-delivery'
import { WebhookEndpoint, type WebhookEndpointFields } from '@/models/webhook-endpoint'
import {
  FAILING_MILLISECONDS,
  RETRY_WAITS,
  TIMEOUT_MILLISECONDS,
  WEBHOOK_LIMITS,
  type AttemptFailure,
  type DisableCause,
} from '../constants'
import { webhookDisabled } from '../events'
import { deliverWebhookJob } from '../jobs'
import { requireHouse } from '../policy'
import { signedHeaders } from '../signature'

type Delivery = { _id: Types.ObjectId } & WebhookDeliveryFields
type Endpoint = { _id: Types.ObjectId } & WebhookEndpointFields
type Try = { at: Date; outcome: OutOutcome; failure: AttemptFailure | null }

/** Wants the next try of a delivery, once: it is named by what was tried before. */
export async function wantTry(
  row: Pick<Delivery, '_id' | 'round' | 'attemptCount' | 'nextAt'>,
): Promise<void> {
  const deliveryId = row._id.toHexString()
  await enqueue(
    deliverWebhookJob,
    { deliveryId, round: row.round },
    {
      at: row.nextAt ?? now(),
      uniqueKey: `webhooks.deliver@${deliveryId}@${row.round}@${row.attemptCount}`,
    },
  )
}

/**
 * Sends one message once and writes down how it went. A crash between the two sends it again under the same id, which is
 * how the receiver knows it; what was sent and written down is not sent again.
 */
export async function deliverOnce(
  viewer: Viewer,
  { deliveryId, round, signal }: { deliveryId: string; round: number; signal: AbortSignal },
): Promise<void> {
  requireHouse(viewer)
  const row = await WebhookDelivery.findOne({ _id: toObjectId(deliveryId), round, state: 'waiting' }).lean()
  if (row === null || row.nextAt == null || row.nextAt > now()) return
  const endpoint = await WebhookEndpoint.findById(row.endpoint).lean()
  if (endpoint?.state !== 'enabled') return giveUp(row)
  const at = now()
  const outcome = await send(row, { endpoint, at, signal })
  const failure = failureOf(outcome)
  await inTransaction(() => writeDown(row, { at, outcome, failure }))
}

async function send(
  row: Delivery,
  { endpoint, at, signal }: { endpoint: Endpoint; at: Date; signal: AbortSignal },
): Promise<OutOutcome> {
  const secrets = endpoint.secrets
    .filter(({ endsAt }) => endsAt == null || endsAt > at)
    .map(({ sealed }) => decryptField(sealed))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'TechElevate-Webhooks/1',
    ...signedHeaders({ id: row.messageId, at, body: row.body }, secrets),
  }
  return postOut(
    { url: endpoint.url, headers, body: row.body },
    {
      timeoutMilliseconds: TIMEOUT_MILLISECONDS,
      keepBytes: WEBHOOK_LIMITS.answer,
      isPrivateAllowed: env().WEBHOOK_ALLOW_PRIVATE,
      signal,
    },
  )
}

/** Only 2xx is a success; a redirect is not followed, because it would lead where nobody has looked. */
function failureOf({ status, failure }: OutOutcome): AttemptFailure | null {
  if (failure !== null) return failure
  return status !== null && status >= 200 && status < 300 ? null : 'status'
}

async function giveUp({ _id, round }: Delivery): Promise<void> {
  await WebhookDelivery.updateOne(
    { _id, round, state: 'waiting' },
    { $set: { state: 'failed', nextAt: null } },
  )
}

async function writeDown(row: Delivery, tried: Try): Promise<void> {
  const wait = RETRY_WAITS[row.failures]
  const state = tried.failure === null ? 'delivered' : wait === undefined ? 'failed' : 'waiting'
  const nextAt = state === 'waiting' ? new Date(now().getTime() + (wait ?? 0)) : null
  const after = await WebhookDelivery.findOneAndUpdate(
    { _id: row._id, round: row.round, attemptCount: row.attemptCount },
    {
      $set: { state, nextAt },
      $inc: { attemptCount: 1, failures: tried.failure === null ? 0 : 1 },
      $push: { attempts: { $each: [toAttempt(tried)], $slice: -WEBHOOK_LIMITS.attempts } },
    },
    { returnDocument: 'after' },
  ).lean()
  // Another process wrote this try down, or an admin wants it anew.
  if (after === null) return
  if (state === 'waiting') await wantTry(after)
  if (tried.failure === null) await noteSuccess(row.endpoint)
  else await noteFailure(row.endpoint, tried)
}

function toAttempt({ at, outcome, failure }: Try) {
  const { status, answer, durationMilliseconds } = outcome
  return { at, status, failure, durationMilliseconds, answer: answer.slice(0, WEBHOOK_LIMITS.answer) }
}

async function noteSuccess(_id: Types.ObjectId): Promise<void> {
  await WebhookEndpoint.updateOne({ _id, failingSince: { $ne: null } }, { $set: { failingSince: null } })
}

/** The first failure is remembered; days of them, or the receiver's word that it is gone, switch the endpoint off. */
async function noteFailure(_id: Types.ObjectId, { at, outcome }: Try): Promise<void> {
  await WebhookEndpoint.updateOne({ _id, failingSince: null }, { $set: { failingSince: at } })
  if (outcome.status === 410) return switchOff({ _id }, 'gone')
  const since = new Date(at.getTime() - FAILING_MILLISECONDS)
  await switchOff({ _id, failingSince: { $lte: since } }, 'failing')
}

async function switchOff(
  which: { _id: Types.ObjectId; failingSince?: { $lte: Date } },
  because: DisableCause,
): Promise<void> {
  const row = await WebhookEndpoint.findOneAndUpdate(
    { ...which, state: 'enabled' },
    { $set: { state: 'disabled', disabledBecause: because, disabledAt: now() } },
  )
    .select({ url: 1 })
    .lean()
  if (row === null) return
  const { host } = new URL(row.url)
  await emit(webhookDisabled, { webhookId: row._id.toHexString(), host, because })
}
