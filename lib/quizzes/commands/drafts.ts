import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Types } from 'mongoose'
import { changeLesson } from '@/lib/courses/commands/working-lessons'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { AppError, notFound } from '@/lib/platform/errors'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QuizVersion } from '@/models/quiz-version'
import { Quiz } from '@/models/quiz'
import { QUIZ_REASONS } from '../constants'
import { poolsDiffer, readPools } from '../queries/pools'
import { findLatestVersion } from '../queries/versions'
import { gradesOtherwise } from '../regrading'
import type { SaveQuiz } from '../schema/authoring'
import { QuizDraft, type QuizContent } from '../schema/quiz'

export type SavedQuiz = { version: number }

/**
 * Writes the working copy of a quiz whole, if nobody else has since `version`; 0 is the version of a quiz that was never
 * written. What stands there already counts as saved: the answer to who sent it may have been lost with their tab. Opens the
 * course's own working copy, so that it can be handed in for review; learners get nothing before.
 *
 * @throws unauthenticated, forbidden, not_found; conflict (`course.in_review`, `course.archived`); precondition
 *   (`quiz.changed_meanwhile`)
 */
export async function saveQuiz(viewer: Viewer, { lessonId, version, draft }: SaveQuiz): Promise<SavedQuiz> {
  return changeLesson(viewer, { lessonId }, async ({ course, edit }, { lesson, type }) => {
    if (type !== 'quiz') throw notFound('There is no quiz in this lesson.')
    const fields = { draft, by: edit.by }
    const present = await Quiz.findOne({ lesson }).select({ version: 1, draft: 1 }).lean()
    if (present !== null && present.version !== version) {
      if (!isDeepStrictEqual(QuizDraft.parse(present.draft), draft)) throw changedMeanwhile()
      return { answer: { version: present.version } }
    }
    if (version === 0) {
      await makeQuiz({ lesson, course: course._id, ...fields })
      return { answer: { version: 1 } }
    }
    const { modifiedCount } = await Quiz.updateOne(
      { lesson, version },
      { $set: fields, $inc: { version: 1 } },
    )
    if (modifiedCount === 0) throw changedMeanwhile()
    return { answer: { version: version + 1 } }
  })
}

async function makeQuiz(fields: object): Promise<void> {
  try {
    await Quiz.insertMany([{ ...fields, version: 1 }])
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
 * Makes the working copies of lessons what their learners get from now on: a new version of each that has changed, or whose
 * draws would choose among something else, with the questions of the bank as they are now. Attempts keep the version they
 * were made with. Runs in the transaction that publishes the course.
 */
export async function publishQuizzes(lessonIds: Types.ObjectId[]): Promise<void> {
  const quizzes = await Quiz.find({ lesson: { $in: lessonIds } }).lean()
  for (const { _id, lesson, course, version, publishedOf, draft } of quizzes) {
    const { settings, questions, draws } = QuizDraft.parse(draft)
    const isWritten = version !== publishedOf
    if (!isWritten && draws.length === 0) continue
    const content = { settings, questions, pools: await readPools(course, draws) }
    const last = await findLatestVersion(lesson)
    if (!isWritten && last !== null && !poolsDiffer(last.content, content.pools)) continue
    const number = (last?.number ?? 0) + 1
    await QuizVersion.create([{ lesson, course, number, content, publishedAt: now() }])
    const isDue = last !== null && (await doOthersStand(lesson, last.content, content))
    await Quiz.updateOne({ _id }, { $set: { publishedOf: version, ...(isDue && { isRegradeDue: true }) } })
  }
}

/** Whether there are attempts that the new version might grade otherwise than the last one. */
async function doOthersStand(
  lesson: Types.ObjectId,
  before: QuizContent,
  after: QuizContent,
): Promise<boolean> {
  return gradesOtherwise(before, after) && (await QuizAttempt.exists({ lesson })) !== null
}
