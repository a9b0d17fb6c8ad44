import 'server-only'
import type { Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { dayOf } from '@/lib/utils/dates'
import { ActivityDay, type ActivityDayFields } from '@/models/activity-day'
import { LONGEST_PAUSE_SECONDS } from '../constants'
import { continuesStreak } from '../streak'

/** A flight to the west begins a day anew that was left already, so the latest sign may stand on one of these. */
const DAYS_LOOKED_AT = 3

type Recent = Pick<ActivityDayFields, 'day' | 'lastAt' | 'streakDays' | 'longestStreakDays'>

/**
 * Writes down, in the transaction of what a person did, that they were learning at this moment of their day. The time
 * since their last sign counts as spent unless it was a pause, so two tabs at once count once.
 */
export async function recordActivity(member: Member, { lessonsDone = 0 } = {}): Promise<void> {
  const user = toObjectId(member.userId)
  const moment = now()
  const day = dayOf(moment, member.timeZone)
  const recent = await ActivityDay.find({ user })
    .sort({ day: -1 })
    .limit(DAYS_LOOKED_AT)
    .select({ day: 1, lastAt: 1, streakDays: 1, longestStreakDays: 1 })
    .lean()
  const last = latestOf(recent)
  const secondsSpent = secondsSince(last?.lastAt, moment)
  const today = recent.find((row) => row.day === day)
  if (today !== undefined) {
    await ActivityDay.updateOne(
      { _id: today._id },
      { $inc: { secondsSpent, lessonsDone }, $max: { lastAt: moment } },
    )
    return
  }
  const streakDays = last !== undefined && continuesStreak(last, day, moment) ? last.streakDays + 1 : 1
  const longestStreakDays = Math.max(last?.longestStreakDays ?? 0, streakDays)
  const times = { firstAt: moment, lastAt: moment }
  await ActivityDay.insertMany([
    { user, day, ...times, secondsSpent, lessonsDone, streakDays, longestStreakDays },
  ])
}

function latestOf<T extends Recent>(rows: readonly T[]): T | undefined {
  return rows.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())[0]
}

function secondsSince(before: Date | undefined, moment: Date): number {
  if (before === undefined) return 0
  const seconds = Math.round((moment.getTime() - before.getTime()) / 1000)
  return seconds > 0 && seconds <= LONGEST_PAUSE_SECONDS ? seconds : 0
}
