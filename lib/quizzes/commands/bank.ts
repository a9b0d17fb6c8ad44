import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { Types } from 'mongoose'
import { requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { BankQuestion } from '@/models/question'
import { withoutLink } from '../bank-link'
import { QUIZ_LIMITS, QUIZ_REASONS } from '../constants'
import type { BankReference, RestoreBankQuestion, SaveBankQuestion } from '../schema/authoring'
import { Question } from '../schema/question'

/** A bank belongs to who teaches; admins may have one of their own. */
export function requireBankOwner(viewer: Viewer): Member {
  const member = requireMember(viewer)
  const mayTeach = member.role === 'admin' || (member.role === 'instructor' && member.isApproved)
  if (!mayTeach) throw forbidden()
  return member
}

export type SavedBankQuestion = { questionId: string; version: number }

/**
 * Puts a question into the viewer's bank, or changes one if nobody else has since `version`. What stands there already
 * counts as saved and makes no new version: the answer to who sent it may have been lost.
 *
 * @throws unauthenticated, forbidden, not_found; precondition `quiz.changed_meanwhile`, conflict `quiz.bank_full`
 */
export async function saveBankQuestion(
  viewer: Viewer,
  { questionId, version, question }: SaveBankQuestion,
): Promise<SavedBankQuestion> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const fields = fieldsOf(question)
  if (questionId === undefined) {
    await requireRoom(owner, 1)
    const [row] = await BankQuestion.create([{ owner, ...fields }])
    if (row === undefined) throw new Error('The question was not made.')
    return { questionId: row._id.toHexString(), version: 1 }
  }
  const mine = { _id: toObjectId(questionId), owner }
  const present = await BankQuestion.findOne(mine).select({ version: 1, content: 1 }).lean()
  if (present === null) throw notFound('There is no such question.')
  if (isDeepStrictEqual(Question.parse(present.content), fields.content))
    return { questionId, version: present.version }
  const { modifiedCount } = await BankQuestion.updateOne(
    { ...mine, version },
    { $set: fields, $inc: { version: 1 } },
  )
  if (modifiedCount > 0) return { questionId, version: version + 1 }
  throw new AppError('precondition', 'Somebody changed this question meanwhile.', {
    reason: QUIZ_REASONS.changedMeanwhile,
  })
}

function fieldsOf(question: Question) {
  const content = withoutLink(question)
  return { type: content.type, tags: content.tags, content }
}

async function requireRoom(owner: Types.ObjectId, more: number): Promise<void> {
  if ((await BankQuestion.countDocuments({ owner })) + more > QUIZ_LIMITS.bankQuestions)
    throw new AppError('conflict', 'The question bank is full.', { reason: QUIZ_REASONS.bankFull })
}

/**
 * Puts questions of a file into a bank, all or none: the first of them becomes the newest, so that the list and draws
 * have them as the file does. The caller has asked whose bank it is.
 *
 * @throws conflict `quiz.bank_full`
 */
export async function fillBank(owner: Types.ObjectId, questions: readonly Question[]): Promise<void> {
  if (questions.length === 0) return
  await requireRoom(owner, questions.length)
  await BankQuestion.insertMany(
    questions.toReversed().map((question) => {
      return { _id: new Types.ObjectId(), owner, version: 1, ...fieldsOf(question) }
    }),
  )
}

export type DeletedBankQuestion = { version: number; question: Question }

/**
 * Quizzes keep their copies, and what learners have stays; a draw has one question less when its course is published next.
 * Answers what has gone, for who wants it back.
 *
 * @throws unauthenticated, forbidden, not_found
 */
export async function deleteBankQuestion(
  viewer: Viewer,
  { questionId }: BankReference,
): Promise<DeletedBankQuestion> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const row = await BankQuestion.findOneAndDelete({ _id: toObjectId(questionId), owner })
    .select({ version: 1, content: 1 })
    .lean()
  if (row === null) throw notFound('There is no such question.')
  return { version: row.version, question: Question.parse(row.content) }
}

/**
 * Takes a deletion back: the question is there again under its own name, so its copies in quizzes know it, and at its old
 * place in the list. One that is there already stays as it is.
 *
 * @throws unauthenticated, forbidden; conflict `quiz.bank_full`
 */
export async function restoreBankQuestion(
  viewer: Viewer,
  { questionId, version, question }: RestoreBankQuestion,
): Promise<void> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  await requireRoom(owner, 1)
  try {
    await BankQuestion.create([{ _id: toObjectId(questionId), owner, version, ...fieldsOf(question) }])
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
  }
}
