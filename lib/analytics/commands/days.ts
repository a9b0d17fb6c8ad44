import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { dayOf, endOfDay, startOfDay } from '@/lib/utils/dates'
import { Course } from '@/models/course'
import { CourseDay } from '@/models/course-day'
import { Enrollment } from '@/models/enrollment'
import { LessonDay } from '@/models/lesson-day'
import { ProgressEvent } from '@/models/progress-event'
import { Review } from '@/models/review'

export type CountedDay = { enrolled: number; completed: number; reviews: number; stars: number }
export type CountedLesson = { started: number; completed: number }
/** By day, and by day and lesson (`day lesson`). */
export type Counted = { days: Map<string, CountedDay>; lessons: Map<string, CountedLesson> }

/** Days of a course's zone, both included; none: from the first day on which anything happened, to the last. */
export type Days = { first: string; last: string }

/**
 * Counts days of a course anew from what really happened and writes what differs: what is written follows from the rows
 * alone, so it does not matter how often, how late or in which order this is done. Two at once conflict and the later one
 * counts again.
 */
export async function recountDays(
  viewer: Viewer,
  { courseId, days }: { courseId: string; days: Days },
): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const course = toObjectId(courseId)
  await inMakingTransaction(async () => {
    const row = await Course.findById(course).select({ timeZone: 1 }).lean()
    if (row === null) return
    const counted = await countDays(course, row.timeZone, days)
    await writeDays({ course, timeZone: row.timeZone }, days, counted.days)
    await writeLessons(course, days, counted.lessons)
  })
}

/** The days from `from` to `to` as they are in the course's zone; null where there is no such course. */
export async function daysBetween(courseId: string, from: Date, to: Date): Promise<Days | null> {
  const row = await Course.findById(toObjectId(courseId)).select({ timeZone: 1 }).lean()
  return row === null ? null : { first: dayOf(from, row.timeZone), last: dayOf(to, row.timeZone) }
}

/** All days of a course on which anything happened or was counted; null where there is none. */
export async function daysOf(courseId: string): Promise<Days | null> {
  const course = toObjectId(courseId)
  const row = await Course.findById(course).select({ timeZone: 1 }).lean()
  if (row === null) return null
  const moments = [
    ...(await edgesOf(Enrollment, { course }, 'enrolledAt')),
    ...(await edgesOf(ProgressEvent, { course }, 'at')),
    ...(await edgesOf(Review, { course }, 'createdAt')),
  ].map((at) => dayOf(at, row.timeZone))
  const kept = [...(await keptEdges(CourseDay, course)), ...(await keptEdges(LessonDay, course))]
  const days = [...moments, ...kept].toSorted()
  const [first] = days
  const last = days.at(-1)
  return first === undefined || last === undefined ? null : { first, last }
}

type Readable = typeof Enrollment | typeof ProgressEvent | typeof Review

async function edgesOf(model: Readable, filter: object, path: string): Promise<Date[]> {
  const read = async (direction: 1 | -1) => {
    const [row] = await (model as typeof Enrollment)
      .find(filter)
      .sort({ [path]: direction })
      .limit(1)
      .select({ [path]: 1 })
      .lean<Record<string, Date>[]>()
    return row?.[path]
  }
  const edges = [await read(1), await read(-1)]
  return edges.filter((edge) => edge !== undefined)
}

async function keptEdges(
  model: typeof CourseDay | typeof LessonDay,
  course: Types.ObjectId,
): Promise<string[]> {
  const read = (direction: 1 | -1) =>
    (model as typeof CourseDay).find({ course }).sort({ day: direction }).limit(1).select({ day: 1 }).lean()
  return [...(await read(1)), ...(await read(-1))].map(({ day }) => day)
}

/** What happened on these days, from the rows of enrolments, ledger and reviews; nothing is written. */
export async function countDays(
  course: Types.ObjectId,
  timeZone: string,
  { first, last }: Days,
): Promise<Counted> {
  const between = { $gte: startOfDay(first, timeZone), $lt: endOfDay(last, timeZone) }
  const day = (path: string) => ({ $dateToString: { format: '%Y-%m-%d', date: path, timezone: timeZone } })
  const enrolled = await Enrollment.aggregate<DayRow>([
    { $match: { course, enrolledAt: between } },
    { $group: { _id: { day: day('$enrolledAt') }, people: { $sum: 1 } } },
  ])
  const ledger = await ProgressEvent.aggregate<LedgerRow>([
    { $match: { course, at: between, kind: { $in: KINDS } } },
    ...eachOnce(day('$at')),
  ])
  const reviews = await Review.aggregate<DayRow & { stars: number }>([
    { $match: { course, createdAt: between } },
    { $group: { _id: { day: day('$createdAt') }, people: { $sum: 1 }, stars: { $sum: '$rating' } } },
  ])
  return sorted({ enrolled, ledger, reviews })
}

const KINDS = ['lessonStarted', 'lessonCompleted', 'courseCompleted'] as const
type DayRow = { _id: { day: string }; people: number }
type LedgerRow = {
  _id: { day: string; kind: (typeof KINDS)[number]; lesson: Types.ObjectId | null }
  people: number
}

/** Of one person, lesson and day the same entry counts once. */
function eachOnce(day: object): PipelineStage.Group[] {
  return [
    { $group: { _id: { day, kind: '$kind', lesson: '$lesson', user: '$user' } } },
    { $group: { _id: { day: '$_id.day', kind: '$_id.kind', lesson: '$_id.lesson' }, people: { $sum: 1 } } },
  ]
}

function sorted(rows: {
  enrolled: DayRow[]
  ledger: LedgerRow[]
  reviews: (DayRow & { stars: number })[]
}): Counted {
  const counted: Counted = { days: new Map(), lessons: new Map() }
  const dayAt = (day: string) =>
    entryOf(counted.days, day, { enrolled: 0, completed: 0, reviews: 0, stars: 0 })
  const lessonAt = (day: string, lesson: unknown) =>
    entryOf(counted.lessons, `${day} ${String(lesson)}`, { started: 0, completed: 0 })
  for (const { _id, people } of rows.enrolled) dayAt(_id.day).enrolled = people
  for (const { _id, people } of rows.ledger) {
    if (_id.kind === 'courseCompleted') dayAt(_id.day).completed = people
    else if (_id.lesson)
      lessonAt(_id.day, _id.lesson)[_id.kind === 'lessonStarted' ? 'started' : 'completed'] = people
  }
  for (const { _id, people, stars } of rows.reviews) Object.assign(dayAt(_id.day), { reviews: people, stars })
  return counted
}

function entryOf<T extends object>(map: Map<string, T>, key: string, empty: T): T {
  const entry = map.get(key) ?? { ...empty }
  map.set(key, entry)
  return entry
}

type Place = { course: Types.ObjectId; timeZone: string }

async function writeDays({ course, timeZone }: Place, days: Days, counted: Counted['days']): Promise<void> {
  const kept = await CourseDay.find({ course, day: { $gte: days.first, $lte: days.last } }).lean()
  const gone = kept.filter(({ day }) => !counted.has(day)).map(({ _id }) => _id)
  const before = new Map(kept.map((row) => [row.day, row]))
  const changed = [...counted].filter(([day, row]) => {
    const old = before.get(day)
    return old === undefined || old.timeZone !== timeZone || differs(old, row)
  })
  if (gone.length > 0) await CourseDay.deleteMany({ _id: { $in: gone } })
  if (changed.length === 0) return
  await CourseDay.bulkWrite(
    changed.map(([day, row]) => ({
      updateOne: { filter: { course, day }, update: { $set: { timeZone, ...row } }, upsert: true },
    })),
  )
}

async function writeLessons(course: Types.ObjectId, days: Days, counted: Counted['lessons']): Promise<void> {
  const kept = await LessonDay.find({ course, day: { $gte: days.first, $lte: days.last } }).lean()
  const keyOf = ({ day, lesson }: { day: string; lesson: Types.ObjectId }) => `${day} ${lesson.toHexString()}`
  const gone = kept.filter((row) => !counted.has(keyOf(row))).map(({ _id }) => _id)
  const before = new Map(kept.map((row) => [keyOf(row), row]))
  const changed = [...counted].filter(([key, row]) => {
    const old = before.get(key)
    return old === undefined || differs(old, row)
  })
  if (gone.length > 0) await LessonDay.deleteMany({ _id: { $in: gone } })
  if (changed.length === 0) return
  await LessonDay.bulkWrite(
    changed.map(([key, row]) => {
      const [day = '', lesson = ''] = key.split(' ')
      return {
        updateOne: {
          filter: { course, day, lesson: toObjectId(lesson) },
          update: { $set: row },
          upsert: true,
        },
      }
    }),
  )
}

function differs(old: object, counted: object): boolean {
  return Object.entries(counted).some(([name, value]) => (old as Record<string, unknown>)[name] !== value)
}
