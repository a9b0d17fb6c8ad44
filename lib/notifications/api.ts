import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { moment, pageOf } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { NOTIFICATION_KINDS, NOTIFICATION_REASONS } from './constants'
import { NotificationsCall, ReadAll, Unsubscribe } from './schema'

const NotificationAnswer = z.strictObject({
  id: objectId,
  kind: z.enum(NOTIFICATION_KINDS),
  title: z.string(),
  detail: z.string(),
  href: z.string(),
  at: moment,
  when: z.string(),
  isRead: z.boolean(),
})

export const listNotificationsOperation = operation({
  id: 'listNotifications',
  method: 'GET',
  path: '/api/notifications',
  summary: 'List your notifications, newest first',
  description:
    '`href` is a path of the academy. `when` is `at` in words, in your own time zone and in the language of `locale`.',
  audience: 'public',
  auth: 'either',
  scope: 'account:read',
  query: NotificationsCall,
  answers: { 200: pageOf(NotificationAnswer) },
  examples: [
    { name: 'The newest', status: 200 },
    { name: 'Only what is unread, two at a time', query: { show: 'unread', limit: '2' }, status: 200 },
  ],
})

export const markNotificationReadOperation = operation({
  id: 'markNotificationRead',
  method: 'POST',
  path: '/api/notifications/{id}/read',
  summary: 'Mark a notification as read',
  audience: 'internal',
  auth: 'session',
  params: z.strictObject({ id: objectId }),
  answers: { 204: null },
})

export const markAllNotificationsReadOperation = operation({
  id: 'markAllNotificationsRead',
  method: 'POST',
  path: '/api/notifications/read-all',
  summary: 'Mark all notifications as read, or those that had come until a moment',
  audience: 'internal',
  auth: 'session',
  body: ReadAll,
  answers: { 200: z.strictObject({ read: z.number().int().min(0) }) },
})

export const unsubscribeOperation = operation({
  id: 'unsubscribe',
  method: 'POST',
  path: '/api/notifications/unsubscribe',
  summary: 'Stop the letters that a link is about',
  description:
    'What a mail program sends when its own button is pressed (RFC 8058): a form, of which nothing is read.',
  audience: 'internal',
  auth: 'none',
  query: Unsubscribe,
  body: 'own',
  answers: { 204: null },
  errors: { forbidden: Object.values(NOTIFICATION_REASONS) },
})

export const askUnsubscribeOperation = operation({
  id: 'askUnsubscribe',
  method: 'GET',
  path: '/api/notifications/unsubscribe',
  summary: 'Lead to the page that asks whether letters shall stop',
  audience: 'internal',
  auth: 'none',
  query: Unsubscribe,
  answers: { 303: null },
})

export const operations = [
  listNotificationsOperation,
  markNotificationReadOperation,
  markAllNotificationsReadOperation,
  unsubscribeOperation,
  askUnsubscribeOperation,
]
