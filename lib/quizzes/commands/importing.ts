import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { QUESTION_FAULTS } from '../constants'
import { importAiken } from '../import/aiken'
import { importCsv } from '../import/csv'
import { importGift } from '../import/gift'
import type { ImportedQuestions } from '../import/report'
import { newPartId } from '../part-ids'
import { hasMutePicture } from '../part-picture'
import { textsOf } from '../question-texts'
import type { BankFile, ImportQuestions } from '../schema/authoring'
import { fillBank, requireBankOwner } from './bank'
import { requireQuizAuthor } from './rights'

/** Reads a file of questions for a quiz that the viewer writes. Nothing is kept: the builder adds what its author takes. */
export async function readQuestions(
  viewer: Viewer,
  { lessonId, format, text }: ImportQuestions,
): Promise<ImportedQuestions> {
  await requireQuizAuthor(viewer, { lessonId })
  return READERS[format](text, newPartId)
}

const READERS = { gift: importGift, aiken: importAiken, csv: importCsv }

/**
 * Reads a file of questions for the viewer's bank; with `isKept` all of them are put there, or none.
 *
 * @throws unauthenticated, forbidden; invalid where a picture says not what it shows; conflict `quiz.bank_full`
 */
export async function readIntoBank(
  viewer: Viewer,
  { format, text, isKept }: BankFile,
): Promise<ImportedQuestions> {
  const owner = toObjectId(requireBankOwner(viewer).userId)
  const read = READERS[format](text, newPartId)
  if (!isKept) return read
  const mute = read.questions.findIndex((question) =>
    textsOf(question).some((each) => hasMutePicture(each.text)),
  )
  if (mute >= 0)
    throw new AppError('invalid', 'A picture says not what it shows.', {
      fields: { [`questions.${mute}`]: QUESTION_FAULTS.mutePicture },
    })
  await fillBank(owner, read.questions)
  return read
}
