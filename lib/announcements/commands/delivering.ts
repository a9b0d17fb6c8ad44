import 'server-only'
import type { Types } from 'mongoose'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { isStudentFilter } from '@/lib/progress/constants'
import { readStudentsMeant } from '@/lib/progress/queries/students'
import { Announcement, type AnnouncementFields } from '@/models/announcement'
import { AnnouncementReceipt } from '@/models/announcement-receipt'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { User } from '@/models/user'

/** Few enough that the transaction is short, many enough that 3,000 are told in seconds. */
const LEARNERS_PER_STEP = 100

/** Whom to tell now and of what, and behind which enrolment to go on; null where all were told. */
export type DeliveryStep = {
  userIds: string[]
  next: string | null
  news: { courseId: string; courseSlug: string; course: string; teacher: string; title: string }
}

/**
 * Takes the next learners of an announcement: notes that it is theirs and counts them. The caller tells them in the same
 * transaction, so that a step is done whole or again. Null when it was deleted meanwhile, or nobody may read it any more.
 */
export async function takeDeliveryStep(
  viewer: Viewer,
  { announcementId, after }: { announcementId: string; after: string | null },
): Promise<DeliveryStep | null> {
  if (viewer.kind !== 'system') throw forbidden()
  return inTransaction(async () => {
    const row = await Announcement.findById(toObjectId(announcementId)).lean()
    const course = row && (await Course.findById(row.course).select('slug title status').lean())
    if (row === null || course === null || !['published', 'archived'].includes(course.status)) return null
    const learners = await readLearners(row, after === null ? null : toObjectId(after))
    const users = learners.map(({ user }) => user)
    if (row.audience !== 'all') await writeReceipts(row, users)
    const next = learners.length < LEARNERS_PER_STEP ? null : (learners.at(-1)?._id.toHexString() ?? null)
    await Announcement.updateOne(
      { _id: row._id },
      { $inc: { toldCount: users.length }, ...(next === null && { $set: { deliveredAt: now() } }) },
    )
    const teacher = await User.findById(row.by).select({ fullName: 1 }).lean()
    return {
      userIds: users.map((user) => user.toHexString()),
      next,
      news: {
        courseId: course._id.toHexString(),
        courseSlug: course.slug,
        course: course.title,
        // Erased in these very seconds: then the course speaks for itself.
        teacher: teacher?.fullName ?? course.title,
        title: row.title,
      },
    }
  })
}

type Row = { _id: Types.ObjectId } & Pick<
  AnnouncementFields,
  'course' | 'audience' | 'standing' | 'learners' | 'publishedAt'
>

/** By the order of their enrolments. Whoever enrols later finds what was said to everybody on the course's home. */
function readLearners(row: Row, after: Types.ObjectId | null) {
  const { course, audience, standing, learners, publishedAt } = row
  if (audience !== 'chosen') {
    const show = isStudentFilter(standing) ? standing : null
    return readStudentsMeant(course, { show, after, at: publishedAt, limit: LEARNERS_PER_STEP })
  }
  return Enrollment.find({
    course,
    user: { $in: learners },
    status: { $in: LEARNING_STATUSES },
    ...(after !== null && { _id: { $gt: after } }),
  })
    .sort({ _id: 1 })
    .limit(LEARNERS_PER_STEP)
    .select({ user: 1 })
    .lean()
}

async function writeReceipts({ _id, course }: Row, users: Types.ObjectId[]): Promise<void> {
  if (users.length === 0) return
  await AnnouncementReceipt.bulkWrite(
    users.map((user) => {
      const receipt = { user, course, announcement: _id }
      return { updateOne: { filter: receipt, update: { $setOnInsert: receipt }, upsert: true } }
    }),
  )
}

const ROWS_PER_STEP = 500

/** Of a person whose account is gone nobody keeps what was written to them; what they wrote loses their name. */
export async function eraseAnnouncements(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  await Announcement.updateMany({ by: user }, { $set: { by: null } })
  for (;;) {
    const rows = await AnnouncementReceipt.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    await AnnouncementReceipt.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } })
    if (rows.length < ROWS_PER_STEP) return
  }
}
