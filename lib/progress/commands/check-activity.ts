import type { Types } from 'mongoose'
import { inTransaction } from '@/lib/platform/db/transaction'
import { ActivityDay, type ActivityDayFields } from '@/models/activity-day'
import { ProgressEvent } from '@/models/progress-event'
import { User } from '@/models/user'
import { continuesStreak } from '../streak'
import { inSteps, type Finding, type Row } from './finding'

const PEOPLE_PER_STEP = 100

type Day = Pick<
  ActivityDayFields,
  'day' | 'firstAt' | 'lastAt' | 'secondsSpent' | 'lessonsDone' | 'streakDays' | 'longestStreakDays'
>
type Told = { user: Types.ObjectId; day: string; lessons: number; firstAt: Date; lastAt: Date }

/**
 * Streaks follow from the days before, and each day has at least the lessons that the ledger tells of; of a course whose
 * progress was erased the ledger is gone and the day stays.
 */
export async function* checkActivityDays(): AsyncGenerator<Row> {
  const steps = inSteps(PEOPLE_PER_STEP, (after, size) =>
    User.find(after).sort({ _id: 1 }).limit(size).select({ _id: 1 }).lean(),
  )
  for await (const step of steps) {
    const users = step.map(({ _id }) => _id)
    const days = groupByUser(
      await ActivityDay.find({ user: { $in: users } })
        .sort({ user: 1, day: 1 })
        .lean(),
    )
    const told = groupByUser(await readTold(users))
    for (const user of users) {
      const name = user.toHexString()
      yield findingsOf(user, days.get(name) ?? [], told.get(name) ?? [])
    }
  }
}

function findingsOf(user: Types.ObjectId, stored: readonly Day[], told: readonly Told[]): Finding[] {
  const before = new Map(stored.map((each) => [each.day, each]))
  const mend = () => mendDays(user)
  return countDays(stored, told).flatMap((counted): Finding[] => {
    const where = `activityDays ${user} ${counted.day}`
    const row = before.get(counted.day)
    if (row === undefined) return [{ where, what: 'day', stored: 'none', counted: counted.lessonsDone, mend }]
    return (['lessonsDone', 'streakDays', 'longestStreakDays'] as const)
      .filter((what) => row[what] !== counted[what])
      .map((what) => ({ where, what, stored: row[what], counted: counted[what], mend }))
  })
}

/** The person's days as they should be, in the order in which they were lived. */
function countDays(stored: readonly Day[], told: readonly Told[]): Day[] {
  const lessons = new Map(told.map((each) => [each.day, each.lessons]))
  const known = new Set(stored.map(({ day }) => day))
  const lost = told
    .filter(({ day }) => !known.has(day))
    .map(({ day, firstAt, lastAt }) => ({
      ...{ day, firstAt, lastAt, secondsSpent: 0, lessonsDone: 0 },
      ...{ streakDays: 1, longestStreakDays: 1 },
    }))
  const lived = [...stored, ...lost].toSorted((a, b) => a.firstAt.getTime() - b.firstAt.getTime())
  const days: Day[] = []
  for (const each of lived) {
    const last = days.at(-1)
    const isNext = last !== undefined && continuesStreak(last, each.day, each.firstAt)
    const streakDays = isNext ? last.streakDays + 1 : 1
    days.push({
      ...each,
      lessonsDone: Math.max(each.lessonsDone, lessons.get(each.day) ?? 0),
      streakDays,
      longestStreakDays: Math.max(streakDays, last?.longestStreakDays ?? 0),
    })
  }
  return days
}

/** All days of one person at once, for a streak hangs on the one before; mended already, it writes nothing. */
async function mendDays(user: Types.ObjectId): Promise<void> {
  await inTransaction(async () => {
    const stored = await ActivityDay.find({ user }).lean()
    const counted = countDays(stored, await readTold([user]))
    await ActivityDay.bulkWrite(
      counted.map(({ day, firstAt, lastAt, secondsSpent, ...rest }) => ({
        updateOne: {
          filter: { user, day },
          update: { $set: rest, $setOnInsert: { firstAt, lastAt, secondsSpent } },
          upsert: true,
        },
      })),
    )
  })
}

/** How many different lessons the ledger saw done on each day of these people. */
function readTold(users: readonly Types.ObjectId[]): Promise<Told[]> {
  return ProgressEvent.aggregate<Told>([
    { $match: { user: { $in: users }, kind: 'lessonCompleted', day: { $type: 'string' } } },
    {
      $group: {
        _id: { user: '$user', day: '$day', lesson: '$lesson' },
        firstAt: { $min: '$at' },
        lastAt: { $max: '$at' },
      },
    },
    {
      $group: {
        _id: { user: '$_id.user', day: '$_id.day' },
        lessons: { $sum: 1 },
        firstAt: { $min: '$firstAt' },
        lastAt: { $max: '$lastAt' },
      },
    },
    { $project: { _id: 0, user: '$_id.user', day: '$_id.day', lessons: 1, firstAt: 1, lastAt: 1 } },
  ])
}

function groupByUser<T extends { user: Types.ObjectId }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const name = row.user.toHexString()
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [row])
    else group.push(row)
  }
  return groups
}
