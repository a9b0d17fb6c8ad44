import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { QuizVersion } from '@/models/quiz-version'
import { Quiz } from '@/models/quiz'
import { requireQuizAuthor, type QuizPlace } from '../commands/rights'
import type { ExportQuestions } from '../schema/authoring'
import { exportAiken } from '../export/aiken'
import { exportCsv } from '../export/csv'
import { exportGift } from '../export/gift'
import type { ExportedQuestions } from '../export/report'
import { QuizDraft } from '../schema/quiz'
import { poolsDiffer, readPools } from './pools'
import { findLatestVersion } from './versions'

/** A quiz before anybody has written anything of it. */
const EMPTY: QuizDraft = QuizDraft.parse({ settings: {}, questions: [], draws: [] })

export type AuthoredQuiz = {
  /** 0 where nothing was written yet. */
  version: number
  draft: QuizDraft
  /** Of what learners have; null before the first. */
  publishedNumber: number | null
  isChanged: boolean
  /** Earlier attempts would be graded otherwise, and nobody has decided yet whether they shall. */
  isRegradeDue: boolean
  /** Nothing was written since, but the bank has other questions for its draws than learners get. */
  areDrawsNewer: boolean
}

/** The working copy of a quiz, for its authors. */
export async function getAuthoredQuiz(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<AuthoredQuiz> {
  const { lesson, course } = await requireQuizAuthor(viewer, { lessonId })
  const [row, published] = await Promise.all([
    Quiz.findOne({ lesson }).select({ version: 1, draft: 1, publishedOf: 1, isRegradeDue: 1 }).lean(),
    QuizVersion.findOne({ lesson }).sort({ number: -1 }).select({ number: 1 }).lean(),
  ])
  const draft = row === null ? EMPTY : QuizDraft.parse(row.draft)
  const isChanged = row !== null && row.version !== row.publishedOf
  return {
    version: row?.version ?? 0,
    draft,
    publishedNumber: published?.number ?? null,
    isChanged,
    isRegradeDue: row?.isRegradeDue ?? false,
    areDrawsNewer: published !== null && !isChanged && (await areDrawsNewer({ lesson, course }, draft)),
  }
}

async function areDrawsNewer({ lesson, course }: QuizPlace, { draws }: QuizDraft): Promise<boolean> {
  if (draws.length === 0) return false
  const [latest, pools] = await Promise.all([findLatestVersion(lesson), readPools(course, draws)])
  return latest !== null && poolsDiffer(latest.content, pools)
}

/** The questions of a working copy in a format of other programs, and what of them it cannot say. */
export async function exportQuestions(
  viewer: Viewer,
  { lessonId, format }: ExportQuestions,
): Promise<ExportedQuestions> {
  const { draft } = await getAuthoredQuiz(viewer, { lessonId })
  const write = { gift: exportGift, aiken: exportAiken, csv: exportCsv }[format]
  return write(draft.questions)
}
