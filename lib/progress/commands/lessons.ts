import 'server-only'
import { ASSIGNMENT_REASONS } from '@/lib/assignments/constants'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { AppError } from '@/lib/platform/errors'
import { startOfDay } from '@/lib/utils/dates'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { PROGRESS_REASONS, WATCHED_PERCENT, type ProgressCause } from '../constants'
import type { LessonMark } from '../schema'
import { recordActivity } from './activity'
import { changeLesson, type HeldLesson } from './held-lesson'
import { recordEvent, settleProgress, type CourseProgress } from './ledger'

/** The learner says a lesson is done. Said again, it changes nothing. */
export async function completeLesson(viewer: Viewer, { lessonId }: LessonMark): Promise<CourseProgress> {
  return changeLesson(requireMember(viewer), lessonId, async (held) => {
    const before = await LessonProgress.findOne({ ...held.learner, lesson: held.lesson._id })
      .select({ status: 1, percent: 1 })
      .lean()
    if (before?.status === 'completed') return settleProgress(held.learner, null)
    return markDone(held, causeOf(held.lesson, before?.percent ?? 0))
  })
}

/** Takes “done” back. A course that was completed stays completed; its percent says what is done now. */
export async function reopenLesson(viewer: Viewer, { lessonId }: LessonMark): Promise<CourseProgress> {
  return changeLesson(requireMember(viewer), lessonId, async ({ member, learner, lesson, day }) => {
    if (lesson.type === 'quiz' || lesson.type === 'assignment')
      throw new AppError('conflict', 'This lesson counts by its result.', {
        reason: PROGRESS_REASONS.countsByResult,
      })
    // Of a video, the percent says what was watched, and that stays true.
    const percent = lesson.type === 'video' ? {} : { percent: 0 }
    const { modifiedCount } = await LessonProgress.updateOne(
      { ...learner, lesson: lesson._id, status: 'completed' },
      { $set: { status: 'started', completedAt: null, ...percent } },
    )
    await recordActivity(member)
    const entry = { kind: 'lessonReopened', lesson: lesson._id, day } as const
    return settleProgress(learner, modifiedCount > 0 ? entry : null)
  })
}

/** The learner has a lesson open: remembered as the place to continue, and once as its start. */
export async function visitLesson(viewer: Viewer, { lessonId }: LessonMark): Promise<void> {
  await changeLesson(requireMember(viewer), lessonId, async ({ member, learner, lesson, percent, day }) => {
    const { upsertedCount } = await LessonProgress.updateOne(
      { ...learner, lesson: lesson._id },
      { $setOnInsert: { status: 'started', percent: 0, startedAt: now() } },
      { upsert: true },
    )
    await recordActivity(member)
    if (upsertedCount > 0)
      await recordEvent(learner, { kind: 'lessonStarted', lesson: lesson._id, percent, day })
  })
}

type Cause = { cause: ProgressCause; watchedPercent: number | null }

/** Marks a held lesson done that was not, counts the course and notes why; also for what the house saw watched. */
export async function markDone(held: HeldLesson, cause: Cause): Promise<CourseProgress> {
  const { member, learner, lesson, day } = held
  const moment = now()
  // Of a video, the percent says what was watched: marking it by hand changes nothing of that.
  const percent = lesson.type === 'video' ? {} : { percent: 100 }
  await LessonProgress.updateOne(
    { ...learner, lesson: lesson._id },
    {
      $set: { status: 'completed', completedAt: moment, ...percent },
      $setOnInsert: { startedAt: moment },
    },
    { upsert: true },
  )
  const isNewToday = !(await wasDoneToday(held))
  await recordActivity(member, { lessonsDone: isNewToday ? 1 : 0 })
  return settleProgress(learner, { kind: 'lessonCompleted', lesson: lesson._id, day, ...cause })
}

/** A lesson that was taken back and done again counts once a day. */
async function wasDoneToday({ member, learner, lesson, day }: HeldLesson): Promise<boolean> {
  const earlier = await ProgressEvent.exists({
    ...learner,
    // A day label may begin more than a day ago where the zone was changed, so the label itself decides.
    at: { $gte: new Date(startOfDay(day, member.timeZone).getTime() - 86_400_000) },
    day,
    kind: 'lessonCompleted',
    lesson: lesson._id,
  })
  return earlier !== null
}

/** On whose word the lesson is done; a quiz has only its result, a video that was not watched may be marked only where its course allows it. */
function causeOf({ type, video }: HeldLesson['lesson'], percent: number): Cause {
  if (type === 'quiz')
    throw new AppError('conflict', 'A quiz counts when it is passed.', {
      reason: PROGRESS_REASONS.quizNotPassed,
    })
  if (type === 'assignment')
    throw new AppError('conflict', 'An assignment counts when its grade passes.', {
      reason: ASSIGNMENT_REASONS.onlyByGrade,
    })
  if (type !== 'video') return { cause: 'read', watchedPercent: null }
  if (percent >= WATCHED_PERCENT) return { cause: 'watched', watchedPercent: percent }
  // Nobody can tell how much of another site's video was seen.
  if (video?.mayMarkByHand === true || video?.source === 'link')
    return { cause: 'byHand', watchedPercent: null }
  throw new AppError('conflict', `The video counts when ${WATCHED_PERCENT} % of it are watched.`, {
    reason: PROGRESS_REASONS.lessonNotFinished,
    missing: { watchedPercent: percent, neededPercent: WATCHED_PERCENT },
  })
}
