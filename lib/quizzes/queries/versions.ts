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

/** A version as it is stored. */
export type StoredVersion = { _id: Types.ObjectId; number: number; content: unknown }

export function toVersion({ _id, number, content }: StoredVersion): VersionRow {
  return { id: _id, number, content: checkedContent(_id, content) }
}

/** A published version with its answers: for grading and for what is made of it, never for a learner as it is. */
export async function readVersion(id: Types.ObjectId): Promise<VersionRow> {
  const row = await QuizVersion.findById(id).select({ number: 1, content: 1 }).lean()
  if (row === null) throw new Error(`The version ${id.toHexString()} of a quiz is gone.`)
  return toVersion({ _id: id, number: row.number, content: row.content })
}

/** The version that new attempts are made with; null before the first was published. */
export async function findLatestVersion(lesson: Types.ObjectId): Promise<VersionRow | null> {
  const row = await QuizVersion.findOne({ lesson }).sort({ number: -1 }).select({ _id: 1 }).lean()
  return row === null ? null : readVersion(row._id)
}

/** Several versions at once, by id; what is gone is left out. One round trip. */
export async function readVersions(ids: readonly Types.ObjectId[]): Promise<Map<string, VersionRow>> {
  const wanted = [...new Map(ids.map((id) => [id.toHexString(), id])).values()]
  const rows = await QuizVersion.find({ _id: { $in: wanted } })
    .limit(wanted.length)
    .select({ number: 1, content: 1 })
    .lean()
  return new Map(
    rows.map(({ _id, number, content }) => [
      _id.toHexString(),
      { id: _id, number, content: checkedContent(_id, content) },
    ]),
  )
}

/** What learners of these lessons have now, by lesson. Two round trips. */
export async function readLatestVersions(
  lessons: readonly Types.ObjectId[],
): Promise<Map<string, VersionRow>> {
  const newest = await QuizVersion.aggregate<{ _id: Types.ObjectId; version: Types.ObjectId }>([
    { $match: { lesson: { $in: [...lessons] } } },
    { $sort: { lesson: 1, number: -1 } },
    { $group: { _id: '$lesson', version: { $first: '$_id' } } },
  ])
  const versions = await readVersions(newest.map(({ version }) => version))
  return new Map(
    newest.flatMap(({ _id, version }) => {
      const row = versions.get(version.toHexString())
      return row === undefined ? [] : [[_id.toHexString(), row] as const]
    }),
  )
}
