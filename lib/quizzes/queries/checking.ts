import 'server-only'
import type { Types } from 'mongoose'
import type { PartDifference } from '@/lib/courses/lesson-parts'
import { Quiz } from '@/models/quiz'
import { quizDifferences } from '../differences'
import { QuizDraft } from '../schema/quiz'
import { readPools } from './pools'
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

/**
 * How working copies differ from what learners get, by lesson, and what their draws would choose among otherwise; for who
 * decides on a course. Three round trips, and two for each quiz that draws.
 */
export async function differencesOfQuizzes(
  lessonIds: Types.ObjectId[],
): Promise<Map<string, PartDifference[]>> {
  const quizzes = await Quiz.find({ lesson: { $in: lessonIds } })
    .select({ lesson: 1, course: 1, version: 1, publishedOf: 1, draft: 1 })
    .lean()
  const rows = quizzes
    .map(({ draft, ...row }) => ({ ...row, draft: QuizDraft.parse(draft) }))
    .filter(({ version, publishedOf, draft }) => version !== publishedOf || draft.draws.length > 0)
  const latest = await readLatestVersions(rows.map(({ lesson }) => lesson))
  const found = new Map<string, PartDifference[]>()
  for (const { lesson, course, draft } of rows) {
    const id = lesson.toHexString()
    const differences = quizDifferences(
      latest.get(id)?.content ?? null,
      draft,
      await readPools(course, draft.draws),
    )
    found.set(id, differences)
  }
  return found
}
