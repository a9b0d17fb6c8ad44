import 'server-only'
import type { Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { readAccommodations } from '@/lib/quizzes/queries/accommodations'
import { ActivityDay } from '@/models/activity-day'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { QuizAttempt } from '@/models/quiz-attempt'
import { Submission, type SubmissionFields } from '@/models/submission'
import { readTrail } from './trail'

/**
 * Every course the viewer ever enrolled in, with each lesson they opened, what they did there and what was done to them;
 * one course at a time.
 */
export async function* listLearningRecords(viewer: Viewer) {
  const user = toObjectId(requireMember(viewer).userId)
  for await (const row of Enrollment.find({ user }).sort({ _id: 1 }).lean().cursor()) {
    const { course, status, enrolledAt, completedAt, cancelledAt, lastAccessedAt, progress } = row
    const titles = await readTitles(course)
    const of = { user, course }
    yield {
      course: titles.course,
      status,
      progressPercent: progress,
      enrolledAt,
      completedAt: completedAt ?? null,
      leftAt: cancelledAt ?? null,
      lastAccessedAt,
      lessons: await readLessons(of, titles.ofLesson),
      ledger: await readLedger(of, titles.ofLesson),
      quizAttempts: await readAttempts(of, titles.ofLesson),
      submissions: await readSubmissions(of, titles.ofLesson),
      beyondOthers: await readBeyondOthers(of),
      changes: await readChanges(of, enrolledAt),
    }
  }
}

/** Every day on which the viewer learned, oldest first. */
export async function* listActivityRecords(viewer: Viewer) {
  const user = toObjectId(requireMember(viewer).userId)
  for await (const row of ActivityDay.find({ user }).sort({ day: 1 }).lean().cursor()) {
    const { day, firstAt, lastAt, secondsSpent, lessonsDone, streakDays } = row
    yield { day, firstAt, lastAt, secondsSpent, lessonsDone, streakDays }
  }
}

type Learner = { user: Types.ObjectId; course: Types.ObjectId }
type TitleOf = (lesson: Types.ObjectId | null | undefined) => string | null

async function readTitles(courseId: Types.ObjectId) {
  const course = await Course.findById(courseId).select('title slug').lean()
  const lessons = await Lesson.find({ course: courseId }).select('title').lean()
  const titles = new Map(lessons.map(({ _id, title }) => [_id.toHexString(), title]))
  const ofLesson: TitleOf = (lesson) => titles.get(lesson?.toHexString() ?? '') ?? null
  return { course: { title: course?.title ?? null, slug: course?.slug ?? null }, ofLesson }
}

async function readLessons(learner: Learner, titleOf: TitleOf) {
  const rows = await LessonProgress.find(learner).sort({ startedAt: 1 }).lean()
  return rows.map(({ lesson, status, percent, startedAt, completedAt, ...video }) => ({
    lesson: titleOf(lesson),
    status,
    percent,
    startedAt,
    completedAt: completedAt ?? null,
    secondsSpent: video.secondsSpent ?? 0,
    stoppedAtSecond: video.positionSeconds ?? 0,
    secondsWatched: video.watched ?? [],
    lastViewedOn: video.viewedOn ?? null,
  }))
}

async function readLedger(learner: Learner, titleOf: TitleOf) {
  const rows = await ProgressEvent.find(learner).sort({ at: -1, _id: -1 }).lean()
  return rows.map(({ at, kind, lesson, percent, cause, watchedPercent }) => ({
    at,
    kind,
    lesson: titleOf(lesson),
    percent,
    cause: cause ?? null,
    watchedPercent: watchedPercent ?? null,
  }))
}

/** With the answers by the ids of questions and options, as they were given. */
async function readAttempts(learner: Learner, titleOf: TitleOf) {
  const rows = await QuizAttempt.find(learner).sort({ startedAt: 1 }).lean()
  return rows.map(({ lesson, number, state, startedAt, finishedAt, percent, isPassed, answers }) => ({
    quiz: titleOf(lesson),
    number,
    state,
    startedAt,
    finishedAt: finishedAt ?? null,
    percent: percent ?? null,
    isPassed: isPassed ?? null,
    answers: answers as Record<string, unknown>,
  }))
}

/** A grade that is held is nobody's but the teachers': work that has one reads as handed in. */
async function readSubmissions(learner: Learner, titleOf: TitleOf) {
  const rows = await Submission.find(learner).sort({ savedAt: 1 }).lean()
  return rows.map(({ lesson, attempt, state, text, link, files, submittedAt, returned, grade }) => ({
    assignment: titleOf(lesson),
    attempt,
    state: state === 'held' ? 'submitted' : state,
    text,
    link,
    files: files.map(({ name, sizeBytes, mime }) => ({ name, sizeBytes, mime })),
    submittedAt: submittedAt ?? null,
    returnedWith: returned?.comment ?? null,
    grade: state === 'released' && grade ? toGradeRecord(grade) : null,
  }))
}

/** What they get beyond others. */
async function readBeyondOthers(learner: Learner) {
  const { extraTimePercent, extraAttempts, laterDays } = await readAccommodations(learner)
  return { extraTimePercent, extraAttempts, laterDays }
}

/** More changes than a learner's time in a course brings. */
const CHANGES_MAX = 10_000

/** What changed their grades and rights, as they read it on their page. */
async function readChanges(learner: Learner, since: Date) {
  const entries = await readTrail(learner, { since, isForLearner: true, limit: CHANGES_MAX })
  return entries.map(({ id: _id, ...entry }) => entry)
}

function toGradeRecord({ score, outOf, isPassed, comment }: NonNullable<SubmissionFields['grade']>) {
  return { points: score / 100, outOf: outOf / 100, isPassed, comment }
}
