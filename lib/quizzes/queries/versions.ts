import 'server-only'
import type { Types } from 'mongoose'
import { kept } from '@/lib/utils/kept'
import { QuizVersion } from '@/models/quiz-version'
import { QuizContent } from '../schema/quiz'

export type VersionRow = { id: Types.ObjectId; number: number; content: QuizContent }

/** Versions never change, so what was checked once need not be checked again; each may be some hundred kilobytes. */
const VERSIONS_KEPT = 50

const checkedContent = kept(
  VERSIONS_KEPT,
  (id: Types.ObjectId, _content: unknown) => id.toHexString(),
  (_id, content) => QuizContent.parse(content),
)

/** A published version with its answers: for grading and for what is made of it, never for a learner as it is. */
export async function readVersion(id: Types.ObjectId): Promise<VersionRow> {
  const row = await QuizVersion.findById(id).select({ number: 1, content: 1 }).lean()
  if (row === null) throw new Error(`The version ${id.toHexString()} of a quiz is gone.`)
  return { id, number: row.number, content: checkedContent(id, row.content) }
}

/** The version that new attempts are made with; null before the first was published. */
export async function findLatestVersion(lesson: Types.ObjectId): Promise<VersionRow | null> {
  const row = await QuizVersion.findOne({ lesson }).sort({ number: -1 }).select({ _id: 1 }).lean()
  return row === null ? null : readVersion(row._id)
}
