import type { Types } from 'mongoose'
import type { WebhookDeliveryFields } from '@/models/webhook-delivery'
import type { WebhookEndpointFields } from '@/models/webhook-endpoint'
import type { AttemptFailure, DeliveryState, DisableCause, SentEvent, WebhookEvent } from './constants'

/** An endpoint as admins see it; its secrets are never among what is shown. */
export type Webhook = {
  id: string
  url: string
  description: string
  events: WebhookEvent[]
  isEnabled: boolean
  disabledBecause: DisableCause | null
  disabledAt: Date | null
  /** The first failed try since the last success. */
  failingSince: Date | null
  /** Until when the secret before the present one signs along. */
  formerSecretEndsAt: Date | null
  version: number
}

type EndpointRow = { _id: Types.ObjectId } & WebhookEndpointFields

export function toWebhook(row: EndpointRow, at: Date): Webhook {
  const former = row.secrets.slice(1).find(({ endsAt }) => endsAt != null && endsAt > at)
  return {
    id: row._id.toHexString(),
    url: row.url,
    description: row.description,
    events: [...row.events],
    isEnabled: row.state === 'enabled',
    disabledBecause: row.disabledBecause ?? null,
    disabledAt: row.disabledAt ?? null,
    failingSince: row.failingSince ?? null,
    formerSecretEndsAt: former?.endsAt ?? null,
    version: row.version,
  }
}

/** How one try went; `failure` is null when the receiver took the message. */
export type Attempt = {
  at: Date
  status: number | null
  failure: AttemptFailure | null
  durationMilliseconds: number
  answer: string
}

/** A line of the log. */
export type DeliveryLine = {
  id: string
  event: SentEvent
  state: DeliveryState
  attemptCount: number
  /** The last try; null before the first. */
  lastAttempt: Pick<Attempt, 'at' | 'status' | 'failure'> | null
  nextAt: Date | null
  writtenAt: Date
}

export const DELIVERY_LINE_FIELDS = {
  event: 1,
  state: 1,
  attemptCount: 1,
  'attempts.at': 1,
  'attempts.status': 1,
  'attempts.failure': 1,
  nextAt: 1,
  createdAt: 1,
} as const

type LineRow = { _id: Types.ObjectId; attempts: Pick<AttemptRow, 'at' | 'status' | 'failure'>[] } & Pick<
  WebhookDeliveryFields,
  'event' | 'state' | 'attemptCount' | 'nextAt' | 'createdAt'
>
type AttemptRow = WebhookDeliveryFields['attempts'][number]

export function toDeliveryLine(row: LineRow): DeliveryLine {
  const last = row.attempts.at(-1)
  return {
    id: row._id.toHexString(),
    event: row.event,
    state: row.state,
    attemptCount: row.attemptCount,
    lastAttempt: last ? { at: last.at, status: last.status ?? null, failure: last.failure ?? null } : null,
    nextAt: row.nextAt ?? null,
    writtenAt: row.createdAt,
  }
}

/** One message with all that is known of it. */
export type Delivery = DeliveryLine & {
  webhookId: string
  messageId: string
  body: string
  /** Newest first. */
  attempts: Attempt[]
}

type DeliveryRow = { _id: Types.ObjectId } & WebhookDeliveryFields

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    ...toDeliveryLine(row),
    webhookId: row.endpoint.toHexString(),
    messageId: row.messageId,
    body: row.body,
    attempts: row.attempts.map(toAttempt).toReversed(),
  }
}

function toAttempt({ at, status, failure, durationMilliseconds, answer }: AttemptRow): Attempt {
  return { at, status: status ?? null, failure: failure ?? null, durationMilliseconds, answer }
}
