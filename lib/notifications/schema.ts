import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { MAIL_CHOICES, NOTIFICATIONS_IN_BELL, NOTIFICATIONS_PER_PAGE, type NoticeName } from './constants'

const name = z.string().min(1)

/** The names and numbers in each sentence. */
export const NOTICE_PARAMS = {
  instructorApproved: z.strictObject({}),
  instructorReturned: z.strictObject({ reason: name }),
  courseCompleted: z.strictObject({ course: name }),
  certificateIssued: z.strictObject({ course: name }),
  /** `lesson` is the first of the new ones. */
  lessonsAdded: z.strictObject({ course: name, lesson: name, count: z.number().int().min(1) }),
  courseSubmitted: z.strictObject({ course: name }),
  courseApproved: z.strictObject({ course: name }),
  courseReturned: z.strictObject({ course: name }),
  announced: z.strictObject({ course: name, title: name, teacher: name }),
  learnerRemoved: z.strictObject({
    course: name,
    /** The teacher's own word; empty where they gave none. */
    reason: z.string().default(''),
    hasReason: z.enum(['yes', 'no']).default('no'),
  }),
  learnerReadmitted: z.strictObject({ course: name }),
  gradeReleased: z.strictObject({ course: name, lesson: name }),
  workReturned: z.strictObject({ course: name, lesson: name }),
  /** `percent` is what counts now. */
  quizRegraded: z.strictObject({ course: name, lesson: name, percent: z.number() }),
  workToGrade: z.strictObject({ course: name, lesson: name }),
  /** `host` of the endpoint. */
  webhookDisabled: z.strictObject({ host: name, because: z.enum(['admin', 'failing', 'gone']) }),
} as const satisfies Record<NoticeName, z.ZodType>
export type NoticeParams<N extends NoticeName> = z.output<(typeof NOTICE_PARAMS)[N]>

const cursor = z.string().max(500).optional()

/** `/notifications`. */
export const NotificationsQuery = z.strictObject({
  show: z.enum(['all', 'unread']).default('all'),
  cursor,
})
export type NotificationsQuery = z.output<typeof NotificationsQuery>

/** `GET /api/notifications`. */
export const NotificationsCall = NotificationsQuery.extend({
  limit: z.number().int().min(1).max(NOTIFICATIONS_PER_PAGE).default(NOTIFICATIONS_IN_BELL),
  /** The language of the page that asks; the account's own otherwise. */
  locale: z.string().max(35).optional(),
})
export type NotificationsCall = z.output<typeof NotificationsCall>

export const NotificationReference = z.strictObject({ notificationId: objectId })
export type NotificationReference = z.output<typeof NotificationReference>

/** Everything, or what had come until a moment: what arrives while one reads stays unread. */
export const ReadAll = z.strictObject({ until: z.iso.datetime().optional() })
export type ReadAll = z.output<typeof ReadAll>

const mail = z.enum(MAIL_CHOICES)

/** What a person wants to be told of, and how. */
export const NotifyChange = z.strictObject({
  courseUpdate: z.strictObject({ inApp: z.boolean(), mail }),
  grade: z.strictObject({ inApp: z.boolean(), mail }),
  certificate: z.strictObject({ inApp: z.boolean(), mail }),
  approval: z.strictObject({ inApp: z.boolean() }),
})
export type NotifyChange = z.output<typeof NotifyChange>

const token = z.string().min(1).max(300)

export const Unsubscribe = z.strictObject({ token })
export type Unsubscribe = z.output<typeof Unsubscribe>

const former = z.enum(['now', 'daily']).optional()

/** Undoing it: what the letter's link had switched off, as it was before. */
export const Resubscribe = z.strictObject({
  token,
  courseUpdate: former,
  grade: former,
  certificate: former,
})
export type Resubscribe = z.output<typeof Resubscribe>
