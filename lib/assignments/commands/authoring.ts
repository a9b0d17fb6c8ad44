import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Types } from 'mongoose'
import { requireAuthor } from '@/lib/courses/commands/authors'
import { changeLesson } from '@/lib/courses/commands/working-lessons'
import { recordAct } from '@/lib/enrollments/commands/acts'
import { requireMember, systemViewer, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, notFound } from '@/lib/platform/errors'
import { Assignment, type AssignmentFields } from '@/models/assignment'
import { AssignmentVersion } from '@/models/assignment-version'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { ASSIGNMENT_REASONS } from '../constants'
import { maximumOf, toTask, type ContentRow, type VersionRow } from '../dto'
import { dueAtOf } from '../due'
import { AssignmentContent, type SaveAssignment } from '../schema'

export type SavedAssignment = { version: number }

/**
 * Writes the working copy of an assignment whole, if nobody else has since `version`; 0 is the version of one that was
 * never written. What stands there already counts as saved: the answer to who sent it may have been lost. It opens a
 * revision of the course: learners get nothing of it before that is published.
 *
 * @throws forbidden, not_found; conflict (`course.in_review`, `course.archived`); precondition
 *   (`assignment.changed_meanwhile`)
 */
export async function saveAssignment(
  viewer: Viewer,
  { lessonId, version, ...content }: SaveAssignment,
): Promise<SavedAssignment> {
  return changeLesson(viewer, { lessonId }, async ({ course, edit }, { lesson, type }) => {
    if (type !== 'assignment') throw notFound('There is no assignment in this lesson.')
    const fields = { ...content, by: edit.by }
    const present = await Assignment.findOne({ lesson }).lean()
    if (present !== null && present.version !== version) {
      if (!isDeepStrictEqual(contentOf(present), content)) throw changedMeanwhile()
      return { answer: { version: present.version } }
    }
    if (version === 0)
      return { answer: { version: await makeAssignment({ lesson, course: course._id, ...fields }) } }
    const { modifiedCount } = await Assignment.updateOne(
      { lesson, version },
      { $set: fields, $inc: { version: 1 } },
    )
    if (modifiedCount === 0) throw changedMeanwhile()
    return { answer: { version: version + 1 } }
  })
}

async function makeAssignment(fields: object): Promise<number> {
  try {
    await Assignment.insertMany([{ ...fields, version: 1 }])
    return 1
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
    throw changedMeanwhile()
  }
}

function changedMeanwhile(): AppError {
  return new AppError('precondition', 'Somebody changed this assignment meanwhile.', {
    reason: ASSIGNMENT_REASONS.changedMeanwhile,
  })
}

export type AssignmentPlace = { lesson: Types.ObjectId; course: Types.ObjectId }

/** The place of an assignment that the viewer may write: a lesson of that type, or one that is only drafted. */
export async function requireAssignmentAuthor(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<AssignmentPlace> {
  if (viewer.kind === 'visitor') requireMember(viewer)
  const lesson = toObjectId(lessonId)
  const row =
    (await LessonRevision.findOne({ lesson }).select({ course: 1, type: 1 }).lean()) ??
    (await Lesson.findById(lesson).select({ course: 1, type: 1 }).lean())
  if (row === null) throw notFound('There is no such lesson.')
  const course = await Course.findById(row.course)
    .select({ status: 1, instructor: 1, coInstructors: 1 })
    .lean()
  requireAuthor(viewer, course)
  if (row.type !== 'assignment') throw notFound('There is no assignment in this lesson.')
  return { lesson, course: row.course }
}

/**
 * Makes the working copies of lessons what their learners get from now on: a new version of each that has changed. What was
 * handed in keeps the version it answers. Runs in the transaction that publishes the course.
 */
export async function publishAssignments(lessonIds: Types.ObjectId[]): Promise<void> {
  const rows = await Assignment.find({ lesson: { $in: lessonIds } }).lean()
  for (const row of rows.filter(({ version, publishedOf }) => version !== publishedOf)) {
    const { _id, lesson, course, version } = row
    const last = await AssignmentVersion.findOne({ lesson }).sort({ number: -1 }).lean<VersionRow>()
    await AssignmentVersion.updateOne({ lesson, isCurrent: true }, { $set: { isCurrent: false } })
    const number = (last?.number ?? 0) + 1
    const content = contentOf(row)
    const facts = { lesson, course, number, isCurrent: true, publishedAt: now() }
    await AssignmentVersion.insertMany([{ ...content, ...facts }])
    if (last !== null) await recordTaskChange(last, row)
    await Assignment.updateOne({ _id }, { $set: { publishedOf: version } })
  }
}

/** What decides grades and dates, told to who learns there; it is the doing of who wrote the working copy last. */
async function recordTaskChange(last: VersionRow, row: AssignmentFields): Promise<void> {
  const [before, after] = [decidingFacts(last), decidingFacts(row)]
  const facts = Object.keys(after) as (keyof typeof after)[]
  await recordAct(systemViewer('publishing'), {
    ...{ course: row.course, lesson: row.lesson, user: null, act: 'taskChanged', by: row.by ?? null },
    changes: facts.map((what) => ({ what, before: before[what], after: after[what] })),
  })
}

function decidingFacts(content: ContentRow) {
  const { late, passPercent, attempts, counts } = content
  const isDeducted = late.rule === 'deducted'
  return {
    due: dueAtOf(content.due ?? null),
    late: late.rule,
    percentPerDay: isDeducted ? late.percentPerDay : null,
    floorPercent: isDeducted ? late.floorPercent : null,
    passPercent,
    attempts,
    counts,
    outOf: maximumOf(content) / 100,
  }
}

type Pair = { from: Types.ObjectId; to: Types.ObjectId; course: Types.ObjectId }

/** Copies the working copies of assignments; what was published of them and handed in stays where it is. */
export async function copyAssignments(pairs: Pair[]): Promise<void> {
  const rows = await Assignment.find({ lesson: { $in: pairs.map(({ from }) => from) } }).lean()
  const copies = pairs.flatMap(({ from, to, course }) => {
    const row = rows.find(({ lesson }) => lesson.equals(from))
    return row === undefined
      ? []
      : [{ ...contentOf(row), lesson: to, course, by: row.by ?? null, version: 1 }]
  })
  if (copies.length > 0) await Assignment.insertMany(copies)
}

/** Deletes assignments nobody will see any more; where nobody learned there, nothing was handed in. */
export async function removeAssignments(lessonIds: Types.ObjectId[]): Promise<void> {
  const lesson = { $in: lessonIds }
  await Assignment.deleteMany({ lesson })
  await AssignmentVersion.deleteMany({ lesson })
}

/** What an assignment asks, without the rest of its row. */
export function contentOf(row: ContentRow): AssignmentContent {
  const { outOf: _outOf, ...content } = toTask(row)
  return AssignmentContent.parse(content)
}
