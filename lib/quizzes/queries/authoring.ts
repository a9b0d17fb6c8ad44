import 'server-only'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { BankQuestion } from '@/models/question'
import { QuizVersion } from '@/models/quiz-version'
import { Quiz } from '@/models/quiz'
import { requireBankOwner } from '../commands/bank'
import { requireQuizAuthor } from '../commands/rights'
import type { BankQuery, ExportQuestions } from '../schema/authoring'
import { exportAiken } from '../export/aiken'
import { exportCsv } from '../export/csv'
import { exportGift } from '../export/gift'
import type { ExportedQuestions } from '../export/report'
import { Question } from '../schema/question'
import { QuizDraft } from '../schema/quiz'

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
}

/** The working copy of a quiz, for its authors. */
export async function getAuthoredQuiz(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<AuthoredQuiz> {
  const { lesson } = await requireQuizAuthor(viewer, { lessonId })
  const [row, published] = await Promise.all([
    Quiz.findOne({ lesson }).select({ version: 1, draft: 1, publishedOf: 1, isRegradeDue: 1 }).lean(),
    QuizVersion.findOne({ lesson }).sort({ number: -1 }).select({ number: 1 }).lean(),
  ])
  return {
    version: row?.version ?? 0,
    draft: row === null ? EMPTY : QuizDraft.parse(row.draft),
    publishedNumber: published?.number ?? null,
    isChanged: row !== null && row.version !== row.publishedOf,
    isRegradeDue: row?.isRegradeDue ?? false,
  }
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

const BANK_PAGE = 30
const NEWEST: SortField[] = [{ path: '_id', direction: -1 }]

export type BankEntry = { id: string; version: number; question: Question }

/** The viewer's own question bank, newest first; of one tag, where one is named. */
export async function listBankQuestions(
  viewer: Viewer,
  { tag, cursor }: BankQuery,
): Promise<Page<BankEntry>> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const wanted = { owner, ...(tag === undefined || tag === '' ? {} : { tags: tag }) }
  const rows = await BankQuestion.find({ $and: [wanted, keysetFilter(NEWEST, cursor)] })
    .sort(keysetSort(NEWEST))
    .limit(BANK_PAGE + 1)
    .select({ version: 1, content: 1 })
    .lean()
  return toPage(rows, {
    limit: BANK_PAGE,
    sort: NEWEST,
    toItem: ({ _id, version, content }) => ({
      id: _id.toHexString(),
      version,
      question: Question.parse(content),
    }),
  })
}
