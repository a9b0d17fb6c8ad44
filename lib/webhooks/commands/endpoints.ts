import 'server-only'
import { isIP } from 'node:net'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { encryptField } from '@/lib/platform/db/encrypted-field'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { env } from '@/lib/platform/env'
import { AppError, notFound } from '@/lib/platform/errors'
import { isPublicAddress } from '@/lib/platform/http/public-address'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { WebhookEndpoint } from '@/models/webhook-endpoint'
import { OTHER_PORTS, OVERLAP_MILLISECONDS, WEBHOOK_LIMITS, WEBHOOK_REASONS } from '../constants'
import { eraseDeliveriesJob } from '../jobs'
import { requireWebhookAdmin } from '../policy'
import type { NewWebhook, WebhookChange, WebhookReference } from '../schema'
import { makeSecret } from '../signature'

/** The one time at which a secret leaves the house. */
export type MadeSecret = { webhookId: string; secret: string }

/** Makes an endpoint, which is told of its events from now on. For admins. */
export async function createWebhook(viewer: Viewer, input: NewWebhook): Promise<MadeSecret> {
  requireWebhookAdmin(viewer)
  requireCallable(input.url)
  const secret = makeSecret()
  return inTransaction(async () => {
    if ((await WebhookEndpoint.countDocuments({})) >= WEBHOOK_LIMITS.endpoints)
      throw new AppError('conflict', 'There are enough endpoints.', { reason: WEBHOOK_REASONS.tooMany })
    const [row] = await WebhookEndpoint.create([{ ...input, secrets: [sealed(secret)] }])
    if (row === undefined) throw new Error('The endpoint was not made.')
    return { webhookId: row._id.toHexString(), secret }
  })
}

/** Changes where an endpoint is and what it hears. For admins; who read an older version is told so. */
export async function updateWebhook(
  viewer: Viewer,
  { webhookId, version, ...facts }: WebhookChange,
): Promise<{ webhookId: string }> {
  requireWebhookAdmin(viewer)
  requireCallable(facts.url)
  const _id = toObjectId(webhookId)
  const change = { $set: facts, $inc: { version: 1 } }
  const { matchedCount } = await WebhookEndpoint.updateOne({ _id, version }, change)
  if (matchedCount === 1) return { webhookId }
  if ((await WebhookEndpoint.exists({ _id })) === null) throw none()
  throw new AppError('precondition', 'It was changed meanwhile.', { reason: WEBHOOK_REASONS.changed })
}

/** Makes a new secret; the present one signs along for a day more, an older one ends now. For admins. */
export async function rotateWebhookSecret(
  viewer: Viewer,
  { webhookId }: WebhookReference,
): Promise<MadeSecret> {
  requireWebhookAdmin(viewer)
  const secret = makeSecret()
  const endsAt = new Date(now().getTime() + OVERLAP_MILLISECONDS)
  await inTransaction(async () => {
    const row = await WebhookEndpoint.findById(toObjectId(webhookId)).select({ secrets: 1 }).lean()
    const [present] = row?.secrets ?? []
    if (present === undefined) throw none()
    const secrets = [sealed(secret), { ...present, endsAt }]
    await WebhookEndpoint.updateOne({ _id: toObjectId(webhookId) }, { $set: { secrets } })
  })
  return { webhookId, secret }
}

/** Nothing is announced to it any more, and what waits is not sent. For admins. */
export async function disableWebhook(
  viewer: Viewer,
  { webhookId }: WebhookReference,
): Promise<{ webhookId: string }> {
  requireWebhookAdmin(viewer)
  const isThere = await WebhookEndpoint.exists({ _id: toObjectId(webhookId) })
  if (isThere === null) throw none()
  await WebhookEndpoint.updateOne(
    { _id: toObjectId(webhookId), state: 'enabled' },
    { $set: { state: 'disabled', disabledBecause: 'admin', disabledAt: now() } },
  )
  return { webhookId }
}

/** It hears of its events again from now on; what failed meanwhile is sent by the replay of its delivery. For admins. */
export async function enableWebhook(
  viewer: Viewer,
  { webhookId }: WebhookReference,
): Promise<{ webhookId: string }> {
  requireWebhookAdmin(viewer)
  const { matchedCount } = await WebhookEndpoint.updateOne(
    { _id: toObjectId(webhookId) },
    { $set: { state: 'enabled', disabledBecause: null, disabledAt: null, failingSince: null } },
  )
  if (matchedCount === 0) throw none()
  return { webhookId }
}

/** Deletes an endpoint; its log follows. For admins. */
export async function deleteWebhook(
  viewer: Viewer,
  { webhookId }: WebhookReference,
): Promise<{ webhookId: string }> {
  requireWebhookAdmin(viewer)
  await inTransaction(async () => {
    const { deletedCount } = await WebhookEndpoint.deleteOne({ _id: toObjectId(webhookId) })
    if (deletedCount === 0) throw none()
    await enqueue(eraseDeliveriesJob, { webhookId })
  })
  return { webhookId }
}

function sealed(secret: string) {
  return { sealed: encryptField(secret), madeAt: now(), endsAt: null }
}

/**
 * Says early what the connection would refuse later. The socket's own check is the one that counts: a name may lead
 * elsewhere by then.
 */
function requireCallable(address: string): void {
  const { protocol, port, hostname, username, password } = new URL(address)
  const literal = hostname.replace(/^\[|\]$/g, '')
  const refuse = (reason: string) => {
    throw new AppError('invalid', 'This address cannot be called.', { fields: { url: reason } })
  }
  if (username !== '' || password !== '') refuse(WEBHOOK_REASONS.credentials)
  if (env().WEBHOOK_ALLOW_PRIVATE) return
  if (protocol !== 'https:') refuse(WEBHOOK_REASONS.https)
  if (port !== '' && !OTHER_PORTS.some((other) => other === port)) refuse(WEBHOOK_REASONS.port)
  const isOwn =
    isIP(literal) === 0 ? /(^|\.)(localhost|local|internal)\.?$/.test(literal) : !isPublicAddress(literal)
  if (isOwn) refuse(WEBHOOK_REASONS.address)
}

function none(): AppError {
  return notFound('There is no such endpoint.', WEBHOOK_REASONS.none)
}
