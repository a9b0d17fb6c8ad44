import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { runStatusAt } from '@/lib/courses/dto'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { QuizVersion } from '@/models/quiz-version'
import { readAnswers } from '../answers'
import { attemptsAllowed, countedPercent, maySeeAnswers, questionsOf } from '../attempt'
import type { AttemptRow } from '../commands/attempts'
import { QUIZ_LIMITS } from '../constants'
import { toAskedQuestion, toAttemptSummary, type LessonQuiz, type OpenAttempt } from '../dto'
import { laterFor, type Accommodations } from '../dto/accommodations'
import type { QuizContent } from '../schema/quiz'
import { toSolution } from '../solution'
import { toVersion, type StoredVersion } from './versions'

type Course = { status: string; endDate: Date | null }
type Row = StoredVersion & { attempts: AttemptRow[]; graded: StoredVersion[] }
/** What is joined: nothing while no version of the quiz is published. */
export type JoinedQuiz<Beside = unknown> = { quizzes: (Row & Beside)[] }
type Stages = (PipelineStage.Set | PipelineStage.Lookup)[]

/**
 * Joins a quiz with the viewer's attempts at it to the row of its lesson; lessons of other types get none of it. So a
 * lesson's page needs no round trip of its own for it. Only `toLearnersQuiz` may read what is joined: it holds what is right.
 *
 * @param beside joins of a higher domain to the quiz
 */
export function withLearnersQuiz(
  viewer: Viewer,
  lesson: Types.ObjectId,
  beside: Stages,
): PipelineStage.Lookup {
  const pipeline = [...stagesOf(viewer, lesson), ...beside]
  return { $lookup: { from: 'quizVersions', pipeline, as: 'quizzes' } }
}

/** The same without the lesson, for when an attempt was finished since. One round trip. */
export async function readJoinedQuiz<Beside>(
  viewer: Viewer,
  lesson: Types.ObjectId,
  beside: Stages,
): Promise<JoinedQuiz<Beside>> {
  return { quizzes: await QuizVersion.aggregate<Row & Beside>([...stagesOf(viewer, lesson), ...beside]) }
}

function stagesOf(viewer: Viewer, lesson: Types.ObjectId) {
  const user = toObjectId(requireMember(viewer).userId)
  const content = { number: 1, content: 1 } as const
  return [
    { $match: { lesson } },
    { $sort: { number: -1 as const } },
    { $limit: 1 },
    { $project: content },
    {
      $lookup: {
        from: 'quizAttempts',
        pipeline: [
          { $match: { user, lesson } },
          { $sort: { number: 1 as const } },
          { $limit: QUIZ_LIMITS.attemptsEver },
        ],
        as: 'attempts',
      },
    },
    {
      $lookup: {
        from: 'quizVersions',
        localField: 'attempts.gradedBy',
        foreignField: '_id',
        pipeline: [{ $project: content }],
        as: 'graded',
      },
    },
  ]
}

/** The attempt that the server's clock has ended and nobody has finished; null where there is none. */
export function overdueIn({ quizzes: [row] }: JoinedQuiz): { attemptId: string } | null {
  const open = row?.attempts.find(({ state }) => state === 'open')
  const isOver = open?.deadlineAt != null && open.deadlineAt < now()
  return open !== undefined && isOver ? { attemptId: open._id.toHexString() } : null
}

type Asked = { ofCourse: Course; given: Accommodations; attemptNumber: number | null }

/**
 * A learner's own view of a quiz: the attempt under way, or the results of one. Null while nothing is published. The caller,
 * lib/progress, knows that the lesson is open to them. What is right is in it only where it may be seen.
 *
 * @param asked `attemptNumber` is the one whose results are wanted; null: the newest
 */
export function toLearnersQuiz({ quizzes: [row] }: JoinedQuiz, asked: Asked): LessonQuiz | null {
  if (row === undefined) return null
  const { attempts } = row
  const accommodations = asked.given
  const latest = toVersion(row)
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
    open: open === undefined ? null : openAttempt(open, row),
    history: finished.map(toAttemptSummary).toReversed(),
    counted,
    results: open === undefined ? resultsOf(finished, { row, asked, maySee }) : null,
    obstacle: obstacleOf(asked.ofCourse, { accommodations, attemptsLeft }),
  }
}

/** What an attempt is asked and graded by. An attempt under way was never graded anew, so both are one. */
function contentFor({ gradedBy }: AttemptRow, { graded }: Row): QuizContent {
  const version = graded.find(({ _id }) => _id.equals(gradedBy))
  if (version === undefined) throw new Error(`The version ${gradedBy.toHexString()} of a quiz is gone.`)
  return toVersion(version).content
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

function openAttempt(row: AttemptRow, joined: Row): OpenAttempt {
  const content = contentFor(row, joined)
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

type Wanted = { row: Row; asked: Asked; maySee: boolean }

function resultsOf(
  finished: readonly AttemptRow[],
  { row: joined, asked, maySee }: Wanted,
): LessonQuiz['results'] {
  const row = finished.find(({ number }) => number === asked.attemptNumber) ?? finished.at(-1)
  if (row === undefined) return null
  const content = contentFor(row, joined)
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
