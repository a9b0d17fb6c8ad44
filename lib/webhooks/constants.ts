/**
 * The values of webhooks that the browser, the schemas and the models share. Nothing here may import a model or anything
 * of the server.
 */

/** What a program may be told of. Each is announced from the day on which the academy can do it. */
export const WEBHOOK_EVENTS = [
  'enrollment.created',
  'enrollment.ended',
  'course.completed',
  'certificate.issued',
  'submission.received',
  'submission.returned',
  'submission.graded',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Sent by the button of an admin alone, to see whether the receiver understands. */
export const TEST_EVENT = 'webhook.test'
export const SENT_EVENTS = [...WEBHOOK_EVENTS, TEST_EVENT] as const
export type SentEvent = (typeof SENT_EVENTS)[number]

export const WEBHOOK_LIMITS = {
  url: 2000,
  description: 200,
  /** Endpoints of an academy. */
  endpoints: 50,
  /** The present secret and the one before it. */
  secrets: 2,
  /** The beginning of an answer that is kept, in characters. */
  answer: 2048,
  /** Tries of one delivery that are kept, the last ones. */
  attempts: 30,
  body: 8192,
} as const

export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Why a try brought no success: what the connection said, or the receiver's status, or that nothing was sent at all. */
export const ATTEMPT_FAILURES = [
  'refused_address',
  'unknown_host',
  'timeout',
  'connection',
  'certificate',
  'status',
] as const
export type AttemptFailure = (typeof ATTEMPT_FAILURES)[number]

/** Who or what switched an endpoint off: an admin, days without success, or the receiver's 410. */
export const DISABLE_CAUSES = ['admin', 'failing', 'gone'] as const
export type DisableCause = (typeof DISABLE_CAUSES)[number]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How long after each failed try the next one comes: the schedule that Standard Webhooks recommends, about three days
 * in all (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
export const RETRY_WAITS = [
  5000,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  DAY,
] as const

/** An endpoint to which nothing could be delivered for so long is switched off. */
export const FAILING_MILLISECONDS = 5 * DAY
/** How long a secret that was replaced still signs, so that the receiver can change over. */
export const OVERLAP_MILLISECONDS = DAY
/** How long the log of a delivery is kept. */
export const KEEP_MILLISECONDS = 30 * DAY
/** For one try: a receiver answers first and works later. */
export const TIMEOUT_MILLISECONDS = 10_000

export const DELIVERIES_PER_PAGE = 25

/** Ports that an endpoint may name beside 443: those on which https is served and no other service expected. */
export const OTHER_PORTS = ['8443'] as const

export const WEBHOOK_REASONS = {
  none: 'webhook.none',
  noDelivery: 'webhook.no_delivery',
  https: 'webhook.https',
  port: 'webhook.port',
  address: 'webhook.address',
  credentials: 'webhook.credentials',
  tooMany: 'webhook.too_many',
  disabled: 'webhook.disabled',
  changed: 'webhook.changed',
} as const
