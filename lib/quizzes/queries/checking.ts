import 'server-only'
import type { Types } from 'mongoose'
import type { PartDifference } from '@/lib/courses/lesson-parts'
import { Quiz } from '@/models/quiz'
import { quizDifferences } from '../differences'
import { QuizDraft } from '../schema/quiz'
import { readLatestVersions } from './versions'

/** What quizzes lack before a review, by lesson: codes of the course's checklist. */
export async function missingOfQuizzes(lessonIds: Types.ObjectId[]): Promise<Map<string, string[]>> {
  const rows = await Quiz.find({ lesson: { $in: lessonIds } })
    .select({ lesson: 1, draft: 1 })
    .lean()
  const asking = new Set(rows.filter(({ draft }) => asks(draft)).map(({ lesson }) => lesson.toHexString()))
  return new Map(
    lessonIds
      .map((id) => id.toHexString())
      .filter((id) => !asking.has(id))
      .map((id) => [id, ['questions']]),
  )
}

function asks(draft: unknown): boolean {
  const { questions, draws } = QuizDraft.parse(draft)
  return questions.length + draws.length > 0
}

/** The lessons whose working copy is not what learners get. */
export async function changedQuizzes(lessonIds: Types.ObjectId[]): Promise<Set<string>> {
  const rows = await Quiz.find({ lesson: { $in: lessonIds } })
    .select({ lesson: 1, version: 1, publishedOf: 1 })
    .lean()
  return new Set(
    rows
      .filter(({ version, publishedOf }) => version !== publishedOf)
      .map(({ lesson }) => lesson.toHexString()),
  )
}

/** How working copies differ from what learners get, by lesson; for who decides on a course. Two round trips and a third. */
export async function differencesOfQuizzes(
  lessonIds: Types.ObjectId[],
): Promise<Map<string, PartDifference[]>> {
  const rows = (
    await Quiz.find({ lesson: { $in: lessonIds } })
      .select({ lesson: 1, version: 1, publishedOf: 1, draft: 1 })
      .lean()
  ).filter(({ version, publishedOf }) => version !== publishedOf)
  const latest = await readLatestVersions(rows.map(({ lesson }) => lesson))
  return new Map(
    rows.map(({ lesson, draft }) => {
      const id = lesson.toHexString()
      return [id, quizDifferences(latest.get(id)?.content ?? null, QuizDraft.parse(draft))]
    }),
  )
}
