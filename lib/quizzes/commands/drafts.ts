import 'server-only'
import type { Types } from 'mongoose'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { BankQuestion } from '@/models/question'
import { QuizVersion } from '@/models/quiz-version'
import { Quiz } from '@/models/quiz'
import { QUIZ_LIMITS, QUIZ_REASONS } from '../constants'
import type { SaveQuiz } from '../schema/authoring'
import { Question } from '../schema/question'
import { QuizDraft, type QuizContent } from '../schema/quiz'
import { requireQuizAuthor, type QuizPlace } from './rights'

export type SavedQuiz = { version: number }

/** A quiz before anybody has written anything of it. */
export const EMPTY_DRAFT: QuizDraft = QuizDraft.parse({ settings: {}, questions: [], draws: [] })

/**
 * Writes the working copy of a quiz whole, if nobody else has since `version`; 0 is the version of a quiz that was never
 * written. Learners get nothing of it before the course is published.
 *
 * @throws precondition `quiz.changed_meanwhile`
 */
export async function saveQuiz(viewer: Viewer, { lessonId, version, draft }: SaveQuiz): Promise<SavedQuiz> {
  const place = await requireQuizAuthor(viewer, { lessonId })
  const by = isMember(viewer) ? toObjectId(viewer.userId) : null
  if (version === 0) return { version: await makeQuiz(place, { draft, by }) }
  const { modifiedCount } = await Quiz.updateOne(
    { lesson: place.lesson, version },
    { $set: { draft, by }, $inc: { version: 1 } },
  )
  if (modifiedCount === 0) throw changedMeanwhile()
  return { version: version + 1 }
}

async function makeQuiz(
  place: QuizPlace,
  fields: { draft: QuizDraft; by: Types.ObjectId | null },
): Promise<number> {
  try {
    await Quiz.create([{ ...place, ...fields, version: 1 }])
    return 1
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
    throw changedMeanwhile()
  }
}

function changedMeanwhile(): AppError {
  return new AppError('precondition', 'Somebody changed this quiz meanwhile.', {
    reason: QUIZ_REASONS.changedMeanwhile,
  })
}

/**
 * Makes the working copies of lessons what their learners get from now on: a new version of each that has changed, with
 * what its draws choose among taken out of the bank now. Runs in the transaction that publishes the course.
 */
export async function publishQuizzes(lessonIds: Types.ObjectId[]): Promise<void> {
  const quizzes = await Quiz.find({ lesson: { $in: lessonIds } }).lean()
  for (const quiz of quizzes.filter(({ version, publishedOf }) => version !== publishedOf)) {
    const { lesson, course } = quiz
    const content = await freeze(QuizDraft.parse(quiz.draft), course)
    const last = await QuizVersion.findOne({ lesson }).sort({ number: -1 }).select({ number: 1 }).lean()
    const number = (last?.number ?? 0) + 1
    await QuizVersion.create([{ lesson, course, number, content, publishedAt: now() }])
    await Quiz.updateOne({ _id: quiz._id }, { $set: { publishedOf: quiz.version } })
  }
}

/** A draft with the pools of its draws: the questions of the course's instructor with that tag, newest first. */
async function freeze(
  { settings, questions, draws }: QuizDraft,
  courseId: Types.ObjectId,
): Promise<QuizContent> {
  const course = await Course.findById(courseId).select({ instructor: 1 }).lean()
  const owner = course?.instructor ?? null
  const pools: QuizContent['pools'] = []
  for (const { id, tag, count, points } of draws) {
    const pool = owner === null ? [] : await readPool(owner, tag)
    pools.push({ id, count, questions: pool.map((question) => ({ ...question, points })) })
  }
  return { settings, questions, pools }
}

async function readPool(owner: Types.ObjectId, tag: string): Promise<Question[]> {
  const rows = await BankQuestion.find({ owner, tags: tag })
    .sort({ _id: -1 })
    .limit(QUIZ_LIMITS.poolQuestions)
    .select({ content: 1 })
    .lean()
  return rows.map(({ content }) => Question.parse(content))
}
