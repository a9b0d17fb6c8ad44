import 'server-only'
import type { Types } from 'mongoose'
import { requireAuthor } from '@/lib/courses/commands/authors'
import { COURSE_REASONS } from '@/lib/courses/constants'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, notFound } from '@/lib/platform/errors'
import { Assignment } from '@/models/assignment'
import { AssignmentVersion } from '@/models/assignment-version'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { ASSIGNMENT_REASONS } from '../constants'
import { toTask, type ContentRow } from '../dto'
import { AssignmentContent, type SaveAssignment } from '../schema'

export type SavedAssignment = { version: number }

/**
 * Writes the working copy of an assignment whole, if nobody else has since `version`; 0 is the version of one that was
 * never written. Learners get nothing of it before the course is published.
 *
 * @throws forbidden, not_found; conflict (`course.in_review`, `course.archived`); precondition
 *   (`assignment.changed_meanwhile`)
 */
export async function saveAssignment(
  viewer: Viewer,
  { lessonId, version, ...content }: SaveAssignment,
): Promise<SavedAssignment> {
  return inTransaction(async () => {
    const place = await requireAssignmentAuthor(viewer, { lessonId })
    await requireUnlocked(place.course)
    const by = isMember(viewer) ? toObjectId(viewer.userId) : null
    if (version === 0) return { version: await makeAssignment({ ...place, ...content, by }) }
    const { modifiedCount } = await Assignment.updateOne(
      { lesson: place.lesson, version },
      { $set: { ...content, by }, $inc: { version: 1 } },
    )
    if (modifiedCount === 0) throw changedMeanwhile()
    return { version: version + 1 }
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

/** An admin approves exactly what was submitted, so nothing of it changes meanwhile. */
async function requireUnlocked(course: Types.ObjectId): Promise<void> {
  const pending = await CourseRevision.findOne({ course, isPending: true }).select({ state: 1 }).lean()
  if (pending?.state === 'submitted')
    throw new AppError('conflict', 'The course is in review.', { reason: COURSE_REASONS.inReview })
  const archived = await Course.exists({ _id: course, status: 'archived' })
  if (archived !== null)
    throw new AppError('conflict', 'The course is archived.', { reason: COURSE_REASONS.archived })
}

/**
 * Makes the working copies of lessons what their learners get from now on: a new version of each that has changed. What was
 * handed in keeps the version it answers. Runs in the transaction that publishes the course.
 */
export async function publishAssignments(lessonIds: Types.ObjectId[]): Promise<void> {
  const rows = await Assignment.find({ lesson: { $in: lessonIds } }).lean()
  for (const row of rows.filter(({ version, publishedOf }) => version !== publishedOf)) {
    const { _id, lesson, course, version } = row
    const last = await AssignmentVersion.findOne({ lesson }).sort({ number: -1 }).select({ number: 1 }).lean()
    await AssignmentVersion.updateOne({ lesson, isCurrent: true }, { $set: { isCurrent: false } })
    const number = (last?.number ?? 0) + 1
    const content = contentOf(row)
    const facts = { lesson, course, number, isCurrent: true, publishedAt: now() }
    await AssignmentVersion.insertMany([{ ...content, ...facts }])
    await Assignment.updateOne({ _id }, { $set: { publishedOf: version } })
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

function contentOf(row: ContentRow): AssignmentContent {
  const { outOf: _outOf, ...content } = toTask(row)
  return AssignmentContent.parse(content)
}
