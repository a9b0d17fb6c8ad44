import 'server-only'
import { requireMember, requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction, inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { COURSE_REASONS } from '../constants'
import { courseReturned, courseSubmitted } from '../events'
import { canPublishCourse } from '../policy'
import { getCheckList } from '../queries/check-list'
import type { CourseChoice, CourseReturn, CourseSubmission } from '../schema/course'
import { requireAuthor } from './authors'
import { refreshListing } from './listing'
import { changedMeanwhile, changeRevision, conflict } from './revision'

/**
 * Hands the working copy in for review: from now on it is locked. One that nobody has edited yet is opened for it.
 *
 * @throws forbidden (`account.unverified`, `account.not_approved`); conflict (`course.not_ready`, `course.in_review`,
 *   `course.nothing_changed`); precondition (`course.changed_meanwhile`) where it was written since `version` was read
 */
export async function submitCourse(viewer: Viewer, { courseId, version }: CourseSubmission): Promise<void> {
  const by = viewer.kind === 'system' ? null : toObjectId(requireVerified(viewer).userId)
  const _id = toObjectId(courseId)
  await inMakingTransaction(async () => {
    const course = requireAuthor(viewer, await Course.findById(_id).select(COURSE).lean())
    const pending = await CourseRevision.findOne({ course: _id, isPending: true }).select({ clock: 1 }).lean()
    if (pending === null && course.publishedAt != null)
      throw conflict('Nothing has changed.', COURSE_REASONS.nothingChanged)
    if ((pending?.clock ?? course.version) !== version) throw changedMeanwhile()
    // Opens the copy of an imported course, and refuses one that is in review already.
    await changeRevision(viewer, { courseId }, () => Promise.resolve({ answer: undefined }))
    const { missing } = await getCheckList(viewer, { courseId })
    if (missing.length > 0) throw conflict('The course is not ready.', COURSE_REASONS.notReady)
    await CourseRevision.updateOne(
      { course: _id, isPending: true },
      { $set: { state: 'submitted', submittedAt: now(), submittedBy: by } },
    )
    if (course.publishedAt == null) await setStatus(viewer, { courseId, status: 'inReview' })
    await emit(courseSubmitted, { courseId })
  })
}

/**
 * Takes a course out of review, so that its authors can go on.
 *
 * @throws conflict (`course.not_in_review`), also where it was decided upon meanwhile
 */
export async function withdrawCourse(viewer: Viewer, { courseId }: CourseChoice): Promise<void> {
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = requireAuthor(viewer, await Course.findById(_id).select(COURSE).lean())
    const { matchedCount } = await CourseRevision.updateOne(
      { course: _id, isPending: true, state: 'submitted' },
      { $set: { state: 'open' } },
    )
    if (matchedCount === 0) throw conflict('The course is not in review.', COURSE_REASONS.notInReview)
    if (course.publishedAt == null) await setStatus(viewer, { courseId, status: 'draft' })
  })
}

/**
 * Sends a course back to its authors with a comment. `version` is that of the revision that was looked at.
 *
 * @throws forbidden; conflict (`course.not_in_review`); precondition (`course.changed_meanwhile`)
 */
export async function returnCourse(
  viewer: Viewer,
  { courseId, version, comment }: CourseReturn,
): Promise<void> {
  const by = requireReviewer(viewer)
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const revision = await requireSubmitted(courseId, version)
    await CourseRevision.updateOne(
      { _id: revision._id, state: 'submitted', clock: version },
      { $set: { state: 'returned', comment, decidedAt: now(), decidedBy: by } },
    )
    const course = await Course.findById(_id).select({ publishedAt: 1 }).lean()
    if (course?.publishedAt == null) await setStatus(viewer, { courseId, status: 'draft' })
    await emit(courseReturned, { courseId, comment })
  })
}

const COURSE = 'status publishedAt instructor coInstructors version'

/** Decisions on courses are the admins', and need a proven address as everything that others see does. */
export function requireReviewer(viewer: Viewer) {
  if (viewer.kind !== 'system') requireMember(viewer)
  if (!canPublishCourse(viewer)) throw forbidden('Only an admin decides on courses.')
  return viewer.kind === 'system' ? null : toObjectId(requireVerified(viewer).userId)
}

/** The revision that waits, where it is still the one that was looked at. */
export async function requireSubmitted(courseId: string, version: number) {
  const revision = await CourseRevision.findOne({ course: toObjectId(courseId), isPending: true })
    .select({ state: 1, clock: 1 })
    .lean()
  if (revision?.state !== 'submitted')
    throw conflict('The course is not in review.', COURSE_REASONS.notInReview)
  if (revision.clock !== version) throw changedMeanwhile()
  return revision
}

async function setStatus(
  viewer: Viewer,
  { courseId, status }: { courseId: string; status: 'draft' | 'inReview' },
): Promise<void> {
  await Course.updateOne({ _id: toObjectId(courseId) }, { $set: { status } })
  await refreshListing(viewer, { courseId })
}
