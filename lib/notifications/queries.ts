import 'server-only'
import { formatShortMoment } from '@/lib/utils/dates'
import { Notification, type NotificationFields } from '@/models/notification'
import { User } from '@/models/user'
import type { Types } from 'mongoose'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { choicesOf, type Choices } from './choices'
import { MAILED_KINDS, NOTIFICATIONS_PER_PAGE, UNREAD_MAX } from './constants'
import type { NotificationItem, UnsubscribeState } from './dto'
import { whoseNotifications } from './policy'
import type { NotificationsCall, Unsubscribe } from './schema'
import { openUnsubscribeToken } from './unsubscribe-token'
import { localeOf, wordsOf } from './words'

const NEWEST = [
  { path: 'createdAt', direction: -1 },
  { path: '_id', direction: -1 },
] as const

export type NotificationRow = { _id: Types.ObjectId } & Pick<
  NotificationFields,
  'kind' | 'notice' | 'params' | 'link' | 'readAt' | 'createdAt'
>

/** The viewer's notifications, newest first, in the language asked for or else their own. */
export async function listNotifications(
  viewer: Viewer,
  { show = 'all', cursor, limit = NOTIFICATIONS_PER_PAGE, locale }: Partial<NotificationsCall>,
): Promise<Page<NotificationItem>> {
  const rows = await Notification.find({
    user: toObjectId(whoseNotifications(viewer)),
    isListed: true,
    ...(show === 'unread' && { readAt: null }),
    ...keysetFilter(NEWEST, cursor),
  })
    .select('kind notice params link readAt createdAt')
    .sort(keysetSort(NEWEST))
    .limit(limit + 1)
    .lean<NotificationRow[]>()
  const page = toPage(rows, { limit, sort: NEWEST, toItem: (row) => toItem(viewer, row, locale) })
  return { ...page, items: page.items.filter((item) => item !== null) }
}

/** How many the viewer has not read: exact up to 99, and 100 for more. */
export async function countUnread(viewer: Viewer): Promise<number> {
  const user = toObjectId(whoseNotifications(viewer))
  return Notification.countDocuments({ user, isListed: true, readAt: null }, { limit: UNREAD_MAX + 1 })
}

/** Of these rows, the viewer's own unread ones that are shown in the academy: what an open page hears of. */
export async function listNews(
  viewer: Viewer,
  { ids, locale }: { ids: readonly string[]; locale?: string },
): Promise<NotificationItem[]> {
  const rows = await Notification.find({
    _id: { $in: ids.map(toObjectId) },
    user: toObjectId(whoseNotifications(viewer)),
    isListed: true,
    readAt: null,
  })
    .select('kind notice params link readAt createdAt')
    .sort({ _id: 1 })
    .lean<NotificationRow[]>()
  return rows.map((row) => toItem(viewer, row, locale)).filter((item) => item !== null)
}

/** What the viewer wants to be told of, and what keeps mail from reaching them. */
export async function getNotifySettings(viewer: Viewer): Promise<{
  choices: Choices
  email: string
  isVerified: boolean
  hasMailServer: boolean
  timeZone: string
}> {
  const user = await User.findById(toObjectId(whoseNotifications(viewer)))
    .select('email emailVerifiedAt preferences')
    .lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  return {
    choices: choicesOf(user.preferences.notify),
    email: user.email,
    isVerified: user.emailVerifiedAt != null,
    hasMailServer: env().SMTP_URL !== undefined,
    timeZone: user.preferences.timeZone,
  }
}

/** What the link of a letter is about; whoever holds the letter may ask. Null: the account is gone. */
export async function findUnsubscribeState(
  _viewer: Viewer,
  { token }: Unsubscribe,
): Promise<UnsubscribeState | null> {
  const { userId, scope } = openUnsubscribeToken(token)
  const user = await User.findById(toObjectId(userId)).select('email preferences').lean()
  if (!user) return null
  const choices = choicesOf(user.preferences.notify)
  const isOff =
    scope === 'digest'
      ? MAILED_KINDS.every((kind) => choices[kind].mail !== 'daily')
      : choices[scope].mail === 'off'
  return { scope, address: hideAddress(user.email), isOff }
}

/** Everything the viewer was told that is still kept, for them to take along. */
export async function* listOwnNotifications(viewer: Viewer) {
  const rows = Notification.find({ user: toObjectId(whoseNotifications(viewer)) })
    .select('kind notice params link readAt createdAt')
    .sort({ _id: -1 })
    .lean<NotificationRow[]>()
  for await (const row of rows.cursor()) {
    const words = wordsOf(row, isMember(viewer) ? viewer.locale : undefined)
    yield {
      kind: row.kind,
      title: words?.title ?? row.notice,
      detail: words?.detail ?? '',
      link: row.link,
      writtenAt: row.createdAt,
      readAt: row.readAt ?? null,
    }
  }
}

function toItem(viewer: Viewer, row: NotificationRow, locale: string | undefined): NotificationItem | null {
  const own = isMember(viewer) ? viewer : { locale: undefined, timeZone: 'UTC' }
  const words = wordsOf(row, locale ?? own.locale)
  if (words === null) {
    log.warn({ notification: row._id.toHexString(), notice: row.notice }, 'A notification has no words.')
    return null
  }
  return {
    id: row._id.toHexString(),
    kind: row.kind,
    title: words.title,
    detail: words.detail,
    href: row.link,
    at: row.createdAt,
    when: formatShortMoment(row.createdAt, {
      locale: localeOf(locale ?? own.locale),
      timeZone: own.timeZone,
    }),
    isRead: row.readAt != null,
  }
}

/** `ad…@example.org`: enough to know one's own, for whoever else gets the link too little to write to. */
function hideAddress(email: string): string {
  const [name = '', host = ''] = email.split('@')
  return `${name.slice(0, 2)}…@${host}`
}
