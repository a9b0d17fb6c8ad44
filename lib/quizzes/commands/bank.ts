import 'server-only'
import { requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { BankQuestion } from '@/models/question'
import { QUIZ_LIMITS, QUIZ_REASONS } from '../constants'
import type { BankReference, SaveBankQuestion } from '../schema/authoring'

/** A bank belongs to who teaches; admins may have one of their own. */
export function requireBankOwner(viewer: Viewer): Member {
  const member = requireMember(viewer)
  const mayTeach = member.role === 'admin' || (member.role === 'instructor' && member.isApproved)
  if (!mayTeach) throw forbidden()
  return member
}

/**
 * Puts a question into the viewer's bank, or changes one if nobody else has since `version`.
 *
 * @throws precondition `quiz.changed_meanwhile`, conflict `quiz.bank_full`, not_found
 */
export async function saveBankQuestion(
  viewer: Viewer,
  { questionId, version, question }: SaveBankQuestion,
): Promise<{ questionId: string; version: number }> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const fields = { type: question.type, tags: question.tags, content: question }
  if (questionId === undefined) {
    if ((await BankQuestion.countDocuments({ owner })) >= QUIZ_LIMITS.bankQuestions)
      throw new AppError('conflict', 'The question bank is full.', { reason: QUIZ_REASONS.bankFull })
    const [row] = await BankQuestion.create([{ owner, ...fields }])
    if (row === undefined) throw new Error('The question was not made.')
    return { questionId: row._id.toHexString(), version: 1 }
  }
  const mine = { _id: toObjectId(questionId), owner }
  const { modifiedCount } = await BankQuestion.updateOne(
    { ...mine, version },
    { $set: fields, $inc: { version: 1 } },
  )
  if (modifiedCount > 0) return { questionId, version: version + 1 }
  if ((await BankQuestion.exists(mine)) === null) throw notFound('There is no such question.')
  throw new AppError('precondition', 'Somebody changed this question meanwhile.', {
    reason: QUIZ_REASONS.changedMeanwhile,
  })
}

/** Quizzes keep their copies; a draw that has not been published yet has one question less. */
export async function deleteBankQuestion(viewer: Viewer, { questionId }: BankReference): Promise<void> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const { deletedCount } = await BankQuestion.deleteOne({ _id: toObjectId(questionId), owner })
  if (deletedCount === 0) throw notFound('There is no such question.')
}
