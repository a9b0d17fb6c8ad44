import 'server-only'
import type { Types } from 'mongoose'
import { runStatusAt } from '@/lib/courses/dto'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { forbidden } from '@/lib/platform/errors'
import { QuizAttempt } from '@/models/quiz-attempt'
import { readAnswers } from '../answers'
import { attemptsAllowed, countedPercent, maySeeAnswers, questionsOf } from '../attempt'
import type { AttemptRow } from '../commands/attempts'
import { QUIZ_LIMITS } from '../constants'
import { toAskedQuestion, toAttemptSummary, type LessonQuiz, type OpenAttempt } from '../dto'
import { laterFor, type Accommodations } from '../dto/accommodations'
import type { QuizContent } from '../schema/quiz'
import { toSolution } from '../solution'
import { readAccommodations } from './accommodations'
import { findLatestVersion, readVersion } from './versions'

type Place = { user: Types.ObjectId; course: Types.ObjectId; lesson: Types.ObjectId }
type Course = { status: string; endDate: Date | null }
export type QuizAsked = Place & { ofCourse: Course; attemptNumber: number | null }

/**
 * A learner's own view of a quiz: the attempt under way, or the results of one. Null while nothing is published. Called by
 * lib/progress, which has checked that the lesson is open to them. What is right is in it only where it may be seen.
 */
export async function getLearnersQuiz(viewer: Viewer, asked: QuizAsked): Promise<LessonQuiz | null> {
  const { user, course, lesson } = asked
  if (requireMember(viewer).userId !== user.toHexString()) throw forbidden()
  const [latest, accommodations, attempts] = await Promise.all([
    findLatestVersion(lesson),
    readAccommodations({ user, course }),
    readAttempts({ user, lesson }),
  ])
  if (latest === null) return null
  const { settings } = latest.content
  const finished = attempts.filter(({ state }) => state === 'finished')
  const open = attempts.find(({ state }) => state === 'open')
  const percent = countedPercent(
    finished.map((row) => row.percent ?? 0),
    settings.counts,
  )
  const counted = percent === null ? null : { percent, isPassed: percent >= settings.passPercent }
  const allowed = attemptsAllowed(settings, accommodations)
  const attemptsLeft = allowed === null ? null : Math.max(0, allowed - attempts.length)
  const isPassed = counted?.isPassed ?? false
  const standing = { isOpen: open !== undefined, finished: finished.length, attemptsLeft, isPassed }
  const maySee = maySeeAnswers(settings, { ...standing, given: accommodations, moment: now() })
  return {
    ...factsOf(latest.content, accommodations),
    attemptsAllowed: allowed,
    attemptsLeft,
    open: open === undefined ? null : await openAttempt(open),
    history: finished.map(toAttemptSummary).toReversed(),
    counted,
    results: open === undefined ? await resultsOf(finished, { asked, maySee }) : null,
    obstacle: obstacleOf(asked.ofCourse, { accommodations, attemptsLeft }),
  }
}

async function readAttempts(place: { user: Types.ObjectId; lesson: Types.ObjectId }): Promise<AttemptRow[]> {
  return QuizAttempt.find(place).sort({ number: 1 }).limit(QUIZ_LIMITS.attemptsEver).lean()
}

function factsOf({ settings, questions, pools }: QuizContent, { extraTimePercent }: Accommodations) {
  const drawn = pools.map(({ count, questions: pool }) => ({
    count: Math.min(count, pool.length),
    points: pool[0]?.points ?? 0,
  }))
  const hundredths =
    questions.reduce((sum, { points }) => sum + Math.round(points * 100), 0) +
    drawn.reduce((sum, { count, points }) => sum + count * Math.round(points * 100), 0)
  const minutes = settings.timeLimitMinutes
  return {
    questionCount: questions.length + drawn.reduce((sum, { count }) => sum + count, 0),
    points: hundredths / 100,
    passPercent: settings.passPercent,
    counts: settings.counts,
    timeLimitMinutes: minutes === null ? null : Math.round((minutes * (100 + extraTimePercent)) / 10) / 10,
  }
}

function obstacleOf(
  { status, endDate }: Course,
  { accommodations, attemptsLeft }: { accommodations: Accommodations; attemptsLeft: number | null },
): LessonQuiz['obstacle'] {
  const schedule = { startDate: null, endDate: endDate === null ? null : laterFor(endDate, accommodations) }
  const isOver = status !== 'published' || runStatusAt(schedule, now()) === 'expired'
  if (isOver) return 'courseOver'
  return attemptsLeft === 0 ? 'noAttemptsLeft' : null
}

async function openAttempt(row: AttemptRow): Promise<OpenAttempt> {
  const { content } = await readVersion(row.version)
  const answers = new Map(readAnswers(row.answers))
  const order = { seed: row.seed, shuffleOptions: content.settings.shuffleOptions }
  return {
    id: row._id.toHexString(),
    number: row.number,
    startedAt: row.startedAt,
    deadlineAt: row.deadlineAt ?? null,
    serverNow: now(),
    questions: questionsOf(content, row.questionIds).map((question) => {
      const given = answers.get(question.id)
      return {
        ...toAskedQuestion(question, order),
        answer: given?.answer ?? null,
        sequence: given?.sequence ?? 0,
      }
    }),
  }
}

type Wanted = { asked: QuizAsked; maySee: boolean }

async function resultsOf(
  finished: readonly AttemptRow[],
  { asked, maySee }: Wanted,
): Promise<LessonQuiz['results']> {
  const row = finished.find(({ number }) => number === asked.attemptNumber) ?? finished.at(-1)
  if (row === undefined) return null
  const { content } = await readVersion(row.gradedBy)
  const answers = new Map(readAnswers(row.answers))
  const points = (row.points ?? {}) as Record<string, number>
  const order = { seed: row.seed, shuffleOptions: content.settings.shuffleOptions }
  return {
    attempt: toAttemptSummary(row),
    areAnswersShown: maySee,
    questions: questionsOf(content, row.questionIds).map((question) => {
      const answer = answers.get(question.id)?.answer ?? null
      return {
        ...toAskedQuestion(question, order),
        answer,
        earned: points[question.id] ?? 0,
        solution: maySee ? toSolution(question, answer) : null,
      }
    }),
  }
}
