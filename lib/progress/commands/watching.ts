import 'server-only'
import type { Types } from 'mongoose'
import { z } from 'zod'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { notFound } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { WatchClock } from '@/models/watch-clock'
import { WATCHED_PERCENT } from '../constants'
import { credit, judge, percentWatched, type Heartbeat, type Interval, type Verdict } from '../watching'
import { recordActivity } from './activity'
import { changeLesson, type HeldLesson } from './held-lesson'
import { recordEvent, type CourseProgress } from './ledger'
import { markDone } from './lessons'

export type Watched = {
  watchedPercent: number
  isDone: boolean
  /** Another tab or device of this learner is the one that counts. */
  isCountedElsewhere: boolean
  /** Of the course, when the lesson was done by this message. */
  course: CourseProgress | null
}

/**
 * A player tells how far it is. Credited is only what the house's own clock saw pass; at nine tenths the lesson is done.
 * Told twice, late or by a second player at once, it changes nothing.
 */
export async function watchLesson(
  viewer: Viewer,
  { lessonId, ...beat }: Heartbeat & { lessonId: string },
): Promise<Watched> {
  return changeLesson(requireMember(viewer), lessonId, async (held) => {
    if (held.lesson.type !== 'video' || !held.lesson.video)
      throw notFound('There is no video in this lesson.')
    const verdict = await settleClock(held.learner.user, beat)
    const before = await readProgress(held)
    if (!verdict.isNews || !verdict.isCounted) {
      const isDone = before.status === 'completed'
      const isCountedElsewhere = !verdict.isCounted
      return { watchedPercent: before.percent, isDone, isCountedElsewhere, course: null }
    }
    const percent = await writeProgress(held, { beat, before, verdict })
    const isNewlyWatched = percent >= WATCHED_PERCENT && before.percent < WATCHED_PERCENT
    if (isNewlyWatched && before.status !== 'completed') {
      const course = await markDone(held, { cause: 'watched', watchedPercent: percent })
      return { watchedPercent: percent, isDone: true, isCountedElsewhere: false, course }
    }
    await recordActivity(held.member)
    const isDone = before.status === 'completed'
    return { watchedPercent: percent, isDone, isCountedElsewhere: false, course: null }
  })
}

/** Judges a message by the learner's clock, and sets it. Two at once write the same row, so one of them waits. */
async function settleClock(user: Types.ObjectId, beat: Heartbeat): Promise<Verdict> {
  const row = await WatchClock.findOne({ user }).lean()
  const sessions = (row?.sessions ?? []).map(({ session, sequence }) => ({
    session,
    sequence: sequence ?? 0,
  }))
  const clock = row && { session: row.session ?? null, at: row.at, sessions }
  const verdict = judge(beat, clock, now())
  if (verdict.isNews) await WatchClock.updateOne({ user }, { $set: verdict.clock }, { upsert: true })
  return verdict
}

/** As the row keeps them, in pairs. */
const Intervals = z.array(z.tuple([z.number(), z.number()]))

type Before = { status: string; percent: number; watched: Interval[]; viewedOn: string | null }

/** What was seen of a film that has been replaced since counts for nothing in the new one. */
async function readProgress({ learner, lesson }: HeldLesson): Promise<Before> {
  const row = await LessonProgress.findOne({ ...learner, lesson: lesson._id })
    .select({ status: 1, percent: 1, watched: 1, watchedUpload: 1, viewedOn: 1 })
    .lean()
  const upload = lesson.video?.upload ?? null
  const isSameFilm = (row?.watchedUpload?.toHexString() ?? null) === (upload?.toHexString() ?? null)
  return {
    status: row?.status ?? 'started',
    percent: isSameFilm ? (row?.percent ?? 0) : 0,
    watched: isSameFilm ? Intervals.parse(row?.watched ?? []) : [],
    viewedOn: row?.viewedOn ?? null,
  }
}

/** Returns how much of the video has been seen by now. */
async function writeProgress(
  { learner, lesson, day, percent: coursePercent }: HeldLesson,
  { beat, before, verdict }: { beat: Heartbeat; before: Before; verdict: Verdict },
): Promise<number> {
  const durationSeconds = lesson.video?.durationSeconds ?? 0
  const { elapsedSeconds } = verdict
  const watched = credit(before.watched, beat, { elapsedSeconds, durationSeconds })
  const percent = percentWatched(watched, durationSeconds)
  // Who flies westward begins a day anew that was counted already.
  const isFirstToday = before.viewedOn === null || before.viewedOn < day
  const end = durationSeconds > 0 ? durationSeconds : Infinity
  const { upsertedCount } = await LessonProgress.updateOne(
    { ...learner, lesson: lesson._id },
    {
      $set: {
        percent,
        watched,
        watchedAt: now(),
        watchedUpload: lesson.video?.upload ?? null,
        positionSeconds: Math.min(beat.position, end),
        ...(isFirstToday ? { viewedOn: day } : {}),
      },
      $inc: { secondsSpent: Math.round(elapsedSeconds) },
      $setOnInsert: { status: 'started', startedAt: now() },
    },
    { upsert: true },
  )
  if (upsertedCount > 0)
    await recordEvent(learner, { kind: 'lessonStarted', lesson: lesson._id, percent: coursePercent, day })
  if (isFirstToday) await Lesson.updateOne({ _id: lesson._id }, { $inc: { views: 1 } })
  return percent
}
