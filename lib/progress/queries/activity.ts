import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { dayOf } from '@/lib/utils/dates'
import { ActivityDay } from '@/models/activity-day'
import { ACTIVITY_DAYS } from '../constants'
import type { Activity } from '../dto'
import { addDays, streakOf } from '../streak'

/** The viewer's last year of learning, day by day, with their streak. One round trip. */
export async function getActivity(viewer: Viewer): Promise<Activity> {
  const member = requireMember(viewer)
  const moment = now()
  const today = dayOf(moment, member.timeZone)
  const from = addDays(today, 1 - ACTIVITY_DAYS)
  // A flight to the west leaves a day behind that has not come yet where one is now.
  const rows = await ActivityDay.find({ user: toObjectId(member.userId), day: { $gte: from } })
    .sort({ day: 1 })
    .limit(ACTIVITY_DAYS + 2)
    .batchSize(ACTIVITY_DAYS + 2)
    .select({ day: 1, lastAt: 1, secondsSpent: 1, lessonsDone: 1, streakDays: 1, longestStreakDays: 1 })
    .lean()
  const latest = rows.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())[0]
  return {
    today,
    from,
    days: rows.map(({ day, secondsSpent, lessonsDone }) => ({ day, secondsSpent, lessonsDone })),
    streakDays: streakOf(latest, today, moment),
    longestStreakDays: latest?.longestStreakDays ?? 0,
    isLearnedToday: rows.some(({ day }) => day === today),
  }
}
