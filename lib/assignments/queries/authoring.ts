import 'server-only'
import type { Types } from 'mongoose'
import type { PartDifference } from '@/lib/courses/lesson-parts'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { Assignment } from '@/models/assignment'
import { AssignmentVersion } from '@/models/assignment-version'
import { User } from '@/models/user'
import { requireAssignmentAuthor } from '../commands/authoring'
import { assignmentDifferences } from '../differences'
import { toTask, type AuthoredAssignment, type ContentRow, type VersionRow } from '../dto'
import { AssignmentContent } from '../schema'

/** The working copy of an assignment for its authors, as it stands. */
export async function getAuthoredAssignment(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<AuthoredAssignment> {
  const { lesson } = await requireAssignmentAuthor(viewer, { lessonId })
  const row = await Assignment.findOne({ lesson }).lean<
    ContentRow & { version: number; by?: Types.ObjectId | null; updatedAt: Date }
  >()
  if (row === null) return { task: { ...EMPTY, outOf: EMPTY.points }, version: 0, by: null, at: null }
  const person = row.by ? await User.findById(row.by).select({ fullName: 1 }).lean() : null
  return {
    task: toTask(row),
    version: row.version,
    by: person?.fullName ?? null,
    at: row.updatedAt.toISOString(),
  }
}

const EMPTY = AssignmentContent.parse({})

/** What assignments lack before a review, by lesson: codes of the course's checklist. */
export async function missingOfAssignments(lessonIds: Types.ObjectId[]): Promise<Map<string, string[]>> {
  const rows = await Assignment.find({ lesson: { $in: lessonIds }, instructions: { $ne: '' } })
    .select({ lesson: 1 })
    .lean()
  const asking = new Set(rows.map(({ lesson }) => lesson.toHexString()))
  const silent = lessonIds.map((id) => id.toHexString()).filter((id) => !asking.has(id))
  return new Map(silent.map((id) => [id, ['assignmentWithoutInstructions']]))
}

/** The lessons whose working copy is not what learners get. */
export async function changedAssignments(lessonIds: Types.ObjectId[]): Promise<Set<string>> {
  const rows = await Assignment.find({ lesson: { $in: lessonIds } })
    .select({ lesson: 1, version: 1, publishedOf: 1 })
    .lean()
  const changed = rows.filter(({ version, publishedOf }) => version !== publishedOf)
  return new Set(changed.map(({ lesson }) => lesson.toHexString()))
}

/** How working copies differ from what learners get, by lesson; for who decides on a course. Two round trips. */
export async function differencesOfAssignments(
  lessonIds: Types.ObjectId[],
): Promise<Map<string, PartDifference[]>> {
  const rows = (
    await Assignment.find({ lesson: { $in: lessonIds } }).lean<
      (ContentRow & { lesson: Types.ObjectId; version: number; publishedOf?: number | null })[]
    >()
  ).filter(({ version, publishedOf }) => version !== publishedOf)
  const current = await AssignmentVersion.find({
    lesson: { $in: rows.map(({ lesson }) => lesson) },
    isCurrent: true,
  }).lean<VersionRow[]>()
  const before = new Map(current.map((version) => [version.lesson.toHexString(), toTask(version)]))
  return new Map(
    rows.map((row) => {
      const id = row.lesson.toHexString()
      return [id, assignmentDifferences(before.get(id) ?? null, toTask(row))]
    }),
  )
}
