import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { dayAfter, dayOf, hourOn } from '@/lib/utils/dates'
import { Notification } from '@/models/notification'
import { User, type UserFields } from '@/models/user'
import { choicesOf } from '../choices'
import { KEEP_DAYS, NOTICES, type MailChoice, type NoticeName } from '../constants'
import { sendNoticeLetter } from '../letters'
import { requireHouse } from '../policy'
import { NOTICE_PARAMS, type NoticeParams } from '../schema'

const DAY = 86_400_000
/** The daily letter comes when the day begins for most people, in their own zone. */
const DIGEST_HOUR = 8

/** What happened, for whoever is told of it. */
export type News<N extends NoticeName = NoticeName> = {
  notice: N
  params: NoticeParams<N>
  link: string
  courseId: string | null
  /** Names what happened; a person is told of one thing once. */
  key: string
}

type Person = { _id: Types.ObjectId } & Pick<
  UserFields,
  'email' | 'emailVerifiedAt' | 'fullName' | 'username' | 'preferences'
>

/** Tells one person. Told again of the same thing, nothing happens. */
export function notify<N extends NoticeName>(
  viewer: Viewer,
  { userId, ...news }: News<N> & { userId: string },
): Promise<{ told: number }> {
  return notifyAll(viewer, { userIds: [userId], news })
}

/**
 * Tells these people, each in the way they chose, in one transaction: rows and letters together or neither. Who is
 * suspended or gone is told nothing. The caller bounds how many there are.
 */
export async function notifyAll<N extends NoticeName>(
  viewer: Viewer,
  { userIds, news }: { userIds: readonly string[]; news: News<N> },
): Promise<{ told: number }> {
  requireHouse(viewer)
  NOTICE_PARAMS[news.notice].parse(news.params)
  const attempt = () => inTransaction(() => tell(userIds.map(toObjectId), news))
  try {
    return await attempt()
  } catch (error) {
    // The same job in another process was faster: its rows are there now.
    if (duplicateKeyFields(error) === undefined) throw error
    return attempt()
  }
}

async function tell(users: Types.ObjectId[], news: News): Promise<{ told: number }> {
  const people = await User.find({ _id: { $in: users }, active: true })
    .select('email emailVerifiedAt fullName username preferences')
    .lean<Person[]>()
  const told = await Notification.find({ user: { $in: users }, key: news.key })
    .select({ user: 1 })
    .lean()
  const before = new Set(told.map(({ user }) => user.toHexString()))
  const wanted = people
    .filter(({ _id }) => !before.has(_id.toHexString()))
    .map((person) => ({ person, ways: waysTo(person, news.notice) }))
    .filter(({ ways }) => ways.inApp || ways.mail !== 'off')
  await Notification.insertMany(wanted.map(({ person, ways }) => toRow(person, ways, news)))
  for (const { person, ways } of wanted) if (ways.mail === 'now') await sendNoticeLetter(person, news)
  return { told: wanted.length }
}

type Ways = { inApp: boolean; mail: MailChoice }

/** How this person hears of it; an address that nobody confirmed gets no letter. */
function waysTo({ emailVerifiedAt, preferences }: Person, notice: NoticeName): Ways {
  const { kind, isMailed } = NOTICES[notice]
  if (kind === 'operation') return { inApp: true, mail: 'off' }
  const choice = choicesOf(preferences.notify)[kind]
  const mail = isMailed && emailVerifiedAt != null ? (choice.mail ?? 'off') : 'off'
  return { inApp: choice.inApp, mail }
}

function toRow(person: Person, { inApp, mail }: Ways, { notice, params, link, courseId, key }: News) {
  const at = now()
  return {
    user: person._id,
    kind: NOTICES[notice].kind,
    notice,
    params,
    link,
    course: courseId === null ? null : toObjectId(courseId),
    key,
    isListed: inApp,
    ...(mail === 'daily' && { digestAt: nextDigest(at, person.preferences.timeZone) }),
    deleteAt: new Date(at.getTime() + KEEP_DAYS * DAY),
  }
}

/** The next eight o'clock where the person is. */
export function nextDigest(at: Date, timeZone: string): Date {
  const day = dayOf(at, timeZone)
  const today = hourOn(day, DIGEST_HOUR, timeZone)
  return today > at ? today : hourOn(dayAfter(day), DIGEST_HOUR, timeZone)
}
