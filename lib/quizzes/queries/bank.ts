import 'server-only'
import type { Types } from 'mongoose'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { BankQuestion } from '@/models/question'
import type { BankRow, OwnBankQuestion } from '../bank-dto'
import { linkedIds, type BankOriginal } from '../bank-link'
import { requireBankOwner } from '../commands/bank'
import { QUIZ_LIMITS, type QuestionType } from '../constants'
import { exportAiken } from '../export/aiken'
import { exportCsv } from '../export/csv'
import { exportGift } from '../export/gift'
import type { ExportedQuestions } from '../export/report'
import { titleOf } from '../question-texts'
import type { BankExport, BankFilter, BankQuery, BankReference } from '../schema/authoring'
import { Question } from '../schema/question'
import { countBankUses, listBankUses } from './bank-uses'

const BANK_PAGE = 30
const NEWEST: SortField[] = [{ path: '_id', direction: -1 }]

/**
 * The viewer's own question bank, newest first: with these words, of one tag, of one type, where these are named.
 *
 * @throws unauthenticated, forbidden for who does not teach
 */
export async function listBankQuestions(
  viewer: Viewer,
  { cursor, ...filter }: BankQuery,
): Promise<Page<BankOriginal>> {
  const page = await readPage(viewer, filter, cursor)
  return { ...page, items: page.items.map(toOriginal) }
}

/** The same, with where each is used, for its owner's page. Three round trips. */
export async function listOwnBank(viewer: Viewer, { cursor, ...filter }: BankQuery): Promise<Page<BankRow>> {
  const page = await readPage(viewer, filter, cursor)
  const uses = await countBankUses(
    viewer,
    page.items.map(({ _id, tags }) => ({ id: _id.toHexString(), tags })),
  )
  return {
    ...page,
    items: page.items.map((row): BankRow => {
      const { id, version, question } = toOriginal(row)
      const { type, tags, points } = question
      const found = uses.get(id) ?? { copies: 0, draws: 0 }
      return {
        id,
        version,
        title: titleOf(question),
        type,
        tags,
        points,
        changedAt: row.updatedAt,
        uses: found,
      }
    }),
  }
}

async function readPage(viewer: Viewer, filter: BankFilter, cursor: string | undefined): Promise<Page<Row>> {
  const rows = await BankQuestion.find({ $and: [wanted(viewer, filter), keysetFilter(NEWEST, cursor)] })
    .sort(keysetSort(NEWEST))
    .limit(BANK_PAGE + 1)
    .select({ version: 1, tags: 1, content: 1, updatedAt: 1 })
    .lean<Row[]>()
  return toPage(rows, { limit: BANK_PAGE, sort: NEWEST, toItem: (row) => row })
}

type Row = { _id: Types.ObjectId; version: number; tags: string[]; content: unknown; updatedAt: Date }

function toOriginal({ _id, version, content }: Pick<Row, '_id' | 'version' | 'content'>): BankOriginal {
  return { id: _id.toHexString(), version, question: Question.parse(content) }
}

type Wanted = { owner: Types.ObjectId; tags?: string; type?: QuestionType; $and?: object[] }

function wanted(viewer: Viewer, { q = '', tag, type }: BankFilter): Wanted {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const words = q.split(/[\s\0]+/).filter((word) => word !== '')
  return {
    owner,
    ...(tag && { tags: tag }),
    ...(type && { type }),
    ...(words.length > 0 && { $and: words.map(holding) }),
  }
}

/** A pattern ends at a NUL, so the database refuses one that holds it; nobody means that letter. */
function holding(word: string): object {
  const pattern = { $regex: word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), $options: 'i' }
  return { $or: [{ 'content.prompt': pattern }, { 'content.name': pattern }, { tags: pattern }] }
}

/** The tags of the viewer's own bank, each once, in order. */
export async function listBankTags(viewer: Viewer): Promise<string[]> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const rows = await BankQuestion.aggregate<{ _id: string }>([
    { $match: { owner } },
    { $project: { tags: 1 } },
    { $unwind: '$tags' },
    { $group: { _id: '$tags' } },
    { $limit: QUIZ_LIMITS.bankQuestions },
  ])
  return rows.map(({ _id }) => _id).sort((one, other) => one.localeCompare(other))
}

/**
 * One question of the viewer's own bank with the quizzes of their courses that use it.
 *
 * @throws unauthenticated, forbidden; not_found also for one in somebody else's bank
 */
export async function getBankQuestion(
  viewer: Viewer,
  { questionId }: BankReference,
): Promise<OwnBankQuestion> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const row = await BankQuestion.findOne({ _id: toObjectId(questionId), owner })
    .select({ version: 1, content: 1 })
    .lean()
  if (row === null) throw notFound('There is no such question.')
  const original = toOriginal(row)
  return { ...original, uses: await listBankUses(viewer, { id: questionId, tags: original.question.tags }) }
}

/**
 * Those questions of a quiz that the viewer's own bank holds, as they are there now. Nobody else's bank is looked into,
 * whatever a draft names. One round trip, none where nothing came from a bank.
 */
export async function listBankOriginals(
  viewer: Viewer,
  { questions }: { questions: readonly Question[] },
): Promise<BankOriginal[]> {
  const ids = linkedIds(questions)
  if (ids.length === 0 || !isMember(viewer)) return []
  const rows = await BankQuestion.find({
    _id: { $in: ids.map(toObjectId) },
    owner: toObjectId(viewer.userId),
  })
    .limit(ids.length)
    .select({ version: 1, content: 1 })
    .lean()
  return rows.map(toOriginal)
}

/** The questions that a query finds, newest first, in a format of other programs, and what of them it cannot say. */
export async function exportBank(
  viewer: Viewer,
  { format, ...filter }: BankExport,
): Promise<ExportedQuestions> {
  const rows = await BankQuestion.find(wanted(viewer, filter))
    .sort(keysetSort(NEWEST))
    .limit(QUIZ_LIMITS.bankQuestions)
    .select({ content: 1 })
    .lean()
  const write = { gift: exportGift, aiken: exportAiken, csv: exportCsv }[format]
  return write(rows.map(({ content }) => Question.parse(content)))
}
