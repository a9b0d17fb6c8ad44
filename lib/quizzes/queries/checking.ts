import 'server-only'
import type { Types } from 'mongoose'
import { Quiz } from '@/models/quiz'
import { QuizDraft } from '../schema/quiz'

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
