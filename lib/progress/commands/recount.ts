import 'server-only'
import type { Types } from 'mongoose'
import { ENROLLMENT_STATUSES } from '@/lib/enrollments/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { now } from '@/lib/platform/clock'
import { Enrollment, type EnrollmentFields } from '@/models/enrollment'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import type { ProgressCause } from '../constants'
import { percentOf } from '../percent'
import { completeCourse, readCountedLessons } from './ledger'

/** So few that a learner who marks a lesson meanwhile waits no longer than for one another. */
const PEOPLE_PER_STEP = 50

type Person = { _id: Types.ObjectId } & Pick<EnrollmentFields, 'user' | 'status' | 'progress' | 'completedAt'>
export type Recounted = { changed: number; next: string | null }

/**
 * Counts the percent of the next people of a course anew, after its lessons changed, and says after whom to go on; only
 * what differs is written. Those who left are counted too: who comes back finds what is true now.
 */
export async function recountPeople(
  viewer: Viewer,
  { courseId, after }: { courseId: string; after?: string | undefined },
): Promise<Recounted> {
  if (viewer.kind !== 'system') throw forbidden()
  const course = toObjectId(courseId)
  const people = await Enrollment.find({
    course,
    status: { $in: ENROLLMENT_STATUSES },
    ...(after === undefined ? {} : { _id: { $gt: toObjectId(after) } }),
  })
    .sort({ _id: 1 })
    .limit(PEOPLE_PER_STEP)
    .select({ _id: 1 })
    .lean()
  const ids = people.map(({ _id }) => _id)
  const changed = ids.length === 0 ? 0 : await recountEnrollments(course, ids, 'courseChanged')
  return { changed, next: ids.length < PEOPLE_PER_STEP ? null : (ids.at(-1)?.toHexString() ?? null) }
}

/** Counts some people of one course in one transaction: who marks a lesson meanwhile conflicts and is counted again. */
export async function recountEnrollments(
  course: Types.ObjectId,
  ids: Types.ObjectId[],
  cause: ProgressCause,
): Promise<number> {
  return inTransaction(async () => {
    await Enrollment.updateMany({ _id: { $in: ids } }, { $inc: { version: 1 } }, { timestamps: false })
    const people = await Enrollment.find({ _id: { $in: ids } })
      .select({ user: 1, status: 1, progress: 1, completedAt: 1 })
      .lean()
    const lessons = await readCountedLessons(course)
    const done = await readDoneOf(course, people)
    const counted = people.map((person) => ({
      ...person,
      percent: percentOf(lessons, done.get(person.user.toHexString()) ?? new Set()),
    }))
    const changed = counted.filter(({ progress, percent }) => progress !== percent)
    await writePercents(course, changed, cause)
    const completed = counted.filter(isCompletedNow)
    for (const { user } of completed) await completeCourse({ user, course }, null)
    return new Set([...changed, ...completed]).size
  })
}

type Counted = Person & { percent: number }

function isCompletedNow({ percent, status, completedAt }: Counted): boolean {
  return percent === 100 && status === 'active' && !completedAt
}

async function writePercents(
  course: Types.ObjectId,
  changed: readonly Counted[],
  cause: ProgressCause,
): Promise<void> {
  if (changed.length === 0) return
  await Enrollment.bulkWrite(
    changed.map(({ _id, percent }) => ({
      updateOne: { filter: { _id }, update: { $set: { progress: percent } } },
    })),
  )
  const at = now()
  await ProgressEvent.insertMany(
    changed.map(({ user, percent }) => ({ user, course, kind: 'recounted', percent, cause, at })),
  )
}

/** What each of these people has done in the course, in one read. */
async function readDoneOf(
  course: Types.ObjectId,
  people: readonly Person[],
): Promise<Map<string, Set<string>>> {
  const rows = await LessonProgress.aggregate<{ _id: Types.ObjectId; lessons: Types.ObjectId[] }>([
    { $match: { course, user: { $in: people.map(({ user }) => user) }, status: 'completed' } },
    { $group: { _id: '$user', lessons: { $push: '$lesson' } } },
  ])
  return new Map(
    rows.map(({ _id, lessons }) => [_id.toHexString(), new Set(lessons.map((id) => id.toHexString()))]),
  )
}
