import 'server-only'
import type { Types } from 'mongoose'
import { requireAuthor } from '@/lib/courses/commands/authors'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { requireMember, requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction, inTransaction } from '@/lib/platform/db/transaction'
import { AppError, notFound } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { Announcement } from '@/models/announcement'
import { AnnouncementReceipt } from '@/models/announcement-receipt'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { ANNOUNCEMENT_REASONS } from '../constants'
import { announcementPublished } from '../events'
import type { AnnouncementChange, AnnouncementReference, NewAnnouncement } from '../schema'

/**
 * Writes to learners of a course. They are told afterwards, a hundred at a time; sent again under the same id, nothing
 * happens. For its teachers with a proven address.
 */
export async function publishAnnouncement(
  viewer: Viewer,
  input: NewAnnouncement,
): Promise<{ announcementId: string; courseId: string }> {
  const { announcementId, courseId, title, body, to } = input
  const member = requireVerified(viewer)
  const course = await requireTaught(viewer, toObjectId(courseId))
  const chosen = Array.isArray(to) ? to.map(toObjectId) : []
  if (chosen.length > 0) await requireLearners(course, chosen)
  await inMakingTransaction(async () => {
    const _id = toObjectId(announcementId)
    if ((await Announcement.exists({ _id, course })) !== null) return
    const audience = Array.isArray(to) ? 'chosen' : to === 'all' ? 'all' : 'standing'
    const row = { _id, course, by: toObjectId(member.userId), title, body, audience, learners: chosen }
    const standing = audience === 'standing' ? String(to) : null
    await Announcement.insertMany([{ ...row, standing, publishedAt: now() }])
    await emit(announcementPublished, { announcementId })
  })
  return { announcementId, courseId }
}

/** Changes what is said. Who was told of it already reads the new words and is not told again. */
export async function changeAnnouncement(
  viewer: Viewer,
  { announcementId, version, title, body }: AnnouncementChange,
): Promise<{ courseId: string }> {
  requireVerified(viewer)
  const { _id, course } = await requireOwn(viewer, announcementId)
  const { matchedCount } = await Announcement.updateOne(
    { _id, version },
    { $set: { title, body, editedAt: now() }, $inc: { version: 1 } },
  )
  if (matchedCount === 0) {
    throw new AppError('precondition', 'Somebody else changed this announcement meanwhile.', {
      reason: ANNOUNCEMENT_REASONS.changedMeanwhile,
    })
  }
  return { courseId: course.toHexString() }
}

/** Takes it back: who was not told yet is not told any more, and nobody reads it again. */
export async function deleteAnnouncement(
  viewer: Viewer,
  { announcementId }: AnnouncementReference,
): Promise<{ courseId: string }> {
  requireMember(viewer)
  const { _id, course } = await requireOwn(viewer, announcementId)
  await inTransaction(async () => {
    await Announcement.deleteOne({ _id })
    await AnnouncementReceipt.deleteMany({ announcement: _id })
  })
  return { courseId: course.toHexString() }
}

/** Whoever teaches the course now, whoever wrote it. */
async function requireOwn(viewer: Viewer, announcementId: string) {
  const row = await Announcement.findById(toObjectId(announcementId)).select({ course: 1 }).lean()
  if (row === null) throw notFound('There is no such announcement.')
  await requireTaught(viewer, row.course)
  return row
}

async function requireTaught(viewer: Viewer, courseId: Types.ObjectId): Promise<Types.ObjectId> {
  const course = await Course.findById(courseId).select({ status: 1, instructor: 1, coInstructors: 1 }).lean()
  return requireAuthor(viewer, course)._id
}

async function requireLearners(course: Types.ObjectId, users: Types.ObjectId[]): Promise<void> {
  const found = await Enrollment.exists({ course, user: { $in: users }, status: { $in: LEARNING_STATUSES } })
  if (found !== null) return
  throw new AppError('conflict', 'None of them learns in this course.', {
    reason: ANNOUNCEMENT_REASONS.nobody,
  })
}
