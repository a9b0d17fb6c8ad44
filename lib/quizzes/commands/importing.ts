import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { importAiken } from '../import/aiken'
import { importCsv } from '../import/csv'
import { importGift } from '../import/gift'
import type { ImportedQuestions } from '../import/report'
import { newPartId } from '../part-ids'
import type { ImportQuestions } from '../schema/authoring'
import { requireQuizAuthor } from './rights'

/** Reads a file of questions for a quiz that the viewer writes. Nothing is kept: the builder adds what its author takes. */
export async function readQuestions(
  viewer: Viewer,
  { lessonId, format, text }: ImportQuestions,
): Promise<ImportedQuestions> {
  await requireQuizAuthor(viewer, { lessonId })
  const read = { gift: importGift, aiken: importAiken, csv: importCsv }[format]
  return read(text, newPartId)
}
