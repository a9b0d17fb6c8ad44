import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden } from '@/lib/platform/errors'
import { dayAfter } from '@/lib/utils/dates'
import { Course } from '@/models/course'
import { CourseDay } from '@/models/course-day'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { SummaryMark } from '@/models/summary-mark'
import { VideoRetention } from '@/models/video-retention'
import { daysBetween, daysOf, recountDays, type Days } from './days'
import { recountRetention } from './retention'

/**
 * What is written now may bear a moment a little before: a transaction names its moment as it begins and is seen when it
 * ends. Far longer than one may take, so nothing is passed over.
 */
const OVERLAP_MS = 10 * 60_000
/** Days counted in one transaction. */
const DAYS_PER_STEP = 31

/**
 * Counts the days that anything was learned on since the last time, of every course. A run that comes late or is cut short
 * begins where the last whole one ended.
 */
export async function keepLessonDays(viewer: Viewer): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  await keepSince('days', async (since, until) => {
    for (const course of await ProgressEvent.distinct('course', { at: { $gte: since } }))
      await recountSince(viewer, { courseId: course.toHexString(), since, until })
  })
}

/** The same of the videos that anybody has watched. */
export async function keepRetentions(viewer: Viewer): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  await keepSince('retentions', async (since) => {
    for (const lesson of await LessonProgress.distinct('lesson', { watchedAt: { $gte: since } }))
      await recountRetention(viewer, { lessonId: lesson.toHexString() })
  })
}

/** Counts the day of one moment, where something is told that no ledger holds. */
export async function recountDayOf(
  viewer: Viewer,
  { courseId, at }: { courseId: string; at: Date },
): Promise<void> {
  await recountSince(viewer, { courseId, since: at, until: at })
}

/** Counts a course from its first day to its last, in steps, and all its videos: after something was erased. */
export async function recountCourse(viewer: Viewer, { courseId }: { courseId: string }): Promise<void> {
  const all = await daysOf(courseId)
  if (all !== null) for (const days of stepsOf(all)) await recountDays(viewer, { courseId, days })
  const videos = await VideoRetention.find({ course: toObjectId(courseId) })
    .select({ lesson: 1 })
    .lean()
  for (const { lesson } of videos) await recountRetention(viewer, { lessonId: lesson.toHexString() })
}

async function recountSince(
  viewer: Viewer,
  { courseId, since, until }: { courseId: string; since: Date; until: Date },
): Promise<void> {
  const days = await daysBetween(courseId, since, until)
  if (days === null) return
  if (await isInAnotherZone(courseId)) await recountCourse(viewer, { courseId })
  else for (const step of stepsOf(days)) await recountDays(viewer, { courseId, days: step })
}

/** Its authors have moved the course: every day of it begins at another moment now. */
async function isInAnotherZone(courseId: string): Promise<boolean> {
  const course = toObjectId(courseId)
  const row = await Course.findById(course).select({ timeZone: 1 }).lean()
  if (row === null) return false
  return (await CourseDay.exists({ course, timeZone: { $ne: row.timeZone } })) !== null
}

/** `run` is given from when on; only after it has ended is it written down how far it came. */
async function keepSince(name: string, run: (since: Date, until: Date) => Promise<void>): Promise<void> {
  const until = now()
  const mark = await SummaryMark.findById(name).lean()
  const since = new Date((mark?.until.getTime() ?? 0) - OVERLAP_MS)
  await run(since < new Date(0) ? await beginning() : since, until)
  await SummaryMark.updateOne({ _id: name }, { $set: { until } }, { upsert: true })
}

/** The first time: from the first entry of any ledger on. */
async function beginning(): Promise<Date> {
  const first = await ProgressEvent.findOne().sort({ at: 1 }).select({ at: 1 }).lean()
  return first?.at ?? now()
}

function stepsOf({ first, last }: Days): Days[] {
  const steps: Days[] = []
  for (let day = first; day <= last;) {
    const begin = day
    let end = day
    for (let count = 1; count < DAYS_PER_STEP && end < last; count += 1) end = dayAfter(end)
    steps.push({ first: begin, last: end })
    day = dayAfter(end)
  }
  return steps
}
