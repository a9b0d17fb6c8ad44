import 'server-only'
import { Types, type PipelineStage } from 'mongoose'
import { isTeacherOf } from '@/lib/courses/queries/teaching'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { findMyLearning } from '@/lib/enrollments/queries'
import { isAdmin, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden, notFound } from '@/lib/platform/errors'
import { readTaught, toHead } from '@/lib/progress/queries/students'
import type { TaughtCourseHead } from '@/lib/progress/dto'
import { Announcement as AnnouncementModel } from '@/models/announcement'
import { AnnouncementReceipt } from '@/models/announcement-receipt'
import { Enrollment } from '@/models/enrollment'
import { ANNOUNCEMENTS_PER_PAGE } from './constants'
import type { To } from './schema'
import {
  toAnnouncement,
  toSentAnnouncement,
  type Announcement,
  type AnnouncementRow,
  type SentAnnouncement,
} from './dto'

const NEWEST: SortField[] = [
  { path: 'publishedAt', direction: -1 },
  { path: '_id', direction: -1 },
]
/** What was written to one learner alone or to some; older ones are no news. */
const OWN_MAX = 500

type Ask = { courseId: string; cursor?: string | undefined; limit?: number }

/** What was said to the viewer as a learner of a course, newest first; who teaches it sees what everybody does. */
export async function listAnnouncements(
  viewer: Viewer,
  { courseId, cursor, limit = ANNOUNCEMENTS_PER_PAGE }: Ask,
): Promise<Page<Announcement>> {
  const member = requireMember(viewer)
  const course = toObjectId(courseId)
  const isLearning = (await findMyLearning(viewer, { courseId })) !== null
  if (!isLearning && !isAdmin(viewer) && !(await isTeacherOf(viewer, { courseId }))) throw forbidden()
  const own = await AnnouncementReceipt.find({ user: toObjectId(member.userId), course })
    .sort({ announcement: -1 })
    .limit(OWN_MAX)
    .select({ announcement: 1 })
    .lean()
  const meant = { $or: [{ audience: 'all' }, { _id: { $in: own.map(({ announcement }) => announcement) } }] }
  const rows = await read([{ course }, meant, keysetFilter(NEWEST, cursor)], limit)
  return toPage(rows, { limit, sort: NEWEST, toItem: toAnnouncement })
}

/** Everything that was said in a course, for its teachers. Two round trips. */
export async function listSentAnnouncements(
  viewer: Viewer,
  { courseId, cursor }: Ask,
): Promise<{ course: TaughtCourseHead; page: Page<SentAnnouncement> }> {
  const course = await readTaught(viewer, courseId)
  const rows = await read([{ course: course._id }, keysetFilter(NEWEST, cursor)], ANNOUNCEMENTS_PER_PAGE)
  const page = toPage(rows, { limit: ANNOUNCEMENTS_PER_PAGE, sort: NEWEST, toItem: toSentAnnouncement })
  return { course: toHead(viewer, course), page }
}

/** One of them, to be changed. */
export async function getSentAnnouncement(
  viewer: Viewer,
  { courseId, announcementId }: { courseId: string; announcementId: string },
): Promise<{ course: TaughtCourseHead; announcement: SentAnnouncement }> {
  const course = await readTaught(viewer, courseId)
  const [row] = await read([{ _id: toObjectId(announcementId), course: course._id }], 1)
  if (row === undefined) throw notFound('There is no such announcement.')
  return { course: toHead(viewer, course), announcement: toSentAnnouncement(row) }
}

type NewAnnouncement = {
  course: TaughtCourseHead
  /** What is said is written under this id, so that saying it twice says it once. */
  announcementId: string
  to: Exclude<To, string[]> | { id: string; fullName: string }[]
}

/** What the form of a new announcement begins with; of chosen ids only those of learners of the course. */
export async function getNewAnnouncement(
  viewer: Viewer,
  { courseId, to }: { courseId: string; to: To },
): Promise<NewAnnouncement> {
  const course = await readTaught(viewer, courseId)
  const announcementId = new Types.ObjectId().toHexString()
  const chosen = Array.isArray(to) ? await readChosen(course._id, to) : to
  const isNobody = Array.isArray(chosen) && chosen.length === 0
  return { course: toHead(viewer, course), announcementId, to: isNobody ? 'all' : chosen }
}

async function readChosen(course: Types.ObjectId, userIds: readonly string[]) {
  const rows = await Enrollment.aggregate<{ user: Types.ObjectId; people: { fullName: string }[] }>([
    { $match: { course, user: { $in: userIds.map(toObjectId) }, status: { $in: LEARNING_STATUSES } } },
    { $sort: { nameKey: 1, _id: 1 } },
    PEOPLE('user'),
  ])
  return rows.map(({ user, people }) => ({ id: user.toHexString(), fullName: people[0]?.fullName ?? '' }))
}

function read(conditions: Record<string, unknown>[], limit: number): Promise<AnnouncementRow[]> {
  return AnnouncementModel.aggregate<AnnouncementRow>([
    { $match: { $and: conditions } },
    { $sort: keysetSort(NEWEST) },
    { $limit: limit + 1 },
    { $project: { learners: 0 } },
    PEOPLE('by'),
  ])
}

const PEOPLE = (localField: string): PipelineStage.Lookup => ({
  $lookup: {
    from: 'users',
    localField,
    foreignField: '_id',
    pipeline: [{ $project: { _id: 0, username: 1, fullName: 1, 'avatar.url': 1 } }],
    as: 'people',
  },
})

/** What the viewer wrote to learners, for the export of their account; one at a time. */
export async function* listOwnAnnouncements(viewer: Viewer) {
  const by = toObjectId(requireMember(viewer).userId)
  for await (const { title, body, publishedAt, editedAt } of AnnouncementModel.find({ by })
    .sort({ _id: 1 })
    .lean()
    .cursor())
    yield { title, body, publishedAt, editedAt: editedAt ?? null }
}
