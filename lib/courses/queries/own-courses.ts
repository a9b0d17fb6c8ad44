import 'server-only'
import type { Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden } from '@/lib/platform/errors'
import { Course, type CourseFields } from '@/models/course'
import type { OwnCourse } from '../authored-dto'
import type { RevisionState } from '../constants'
import { canCreateCourse } from '../policy'

/** Far above what one person can teach. */
const COURSES_MAX = 1_000

type Row = { _id: Types.ObjectId } & Pick<
  CourseFields,
  'slug' | 'title' | 'status' | 'thumbnail' | 'lessonCount' | 'enrollmentCount' | 'instructor' | 'updatedAt'
> & {
    revisions: {
      state: RevisionState
      updatedAt: Date
      details: { title: string; thumbnail?: CourseFields['thumbnail'] }
    }[]
  }

/**
 * The courses that the viewer writes, alone or with others, what was written last first. One round trip.
 *
 * @throws unauthenticated, forbidden (`account.not_approved`) for who does not teach here
 */
export async function listAuthoredCourses(viewer: Viewer): Promise<OwnCourse[]> {
  const member = requireTeacher(viewer)
  const person = toObjectId(member.userId)
  const rows = await Course.aggregate<Row>([
    { $match: { $or: [{ instructor: person }, { coInstructors: person }] } },
    { $limit: COURSES_MAX },
    {
      $project: {
        slug: 1,
        title: 1,
        status: 1,
        thumbnail: 1,
        lessonCount: 1,
        enrollmentCount: 1,
        instructor: 1,
        updatedAt: 1,
      },
    },
    {
      $lookup: {
        from: 'courserevisions',
        localField: '_id',
        foreignField: 'course',
        pipeline: [
          { $match: { isPending: true } },
          { $project: { state: 1, updatedAt: 1, 'details.title': 1, 'details.thumbnail': 1 } },
        ],
        as: 'revisions',
      },
    },
  ])
  const courses = rows.map((row) => toOwnCourse(row, member.userId))
  return courses.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime())
}

/** Who may open the workplace of teachers at all. */
export function requireTeacher(viewer: Viewer) {
  const member = requireMember(viewer)
  if (canCreateCourse(viewer, member.userId)) return member
  if (member.role === 'instructor')
    throw new AppError('forbidden', 'The instructor account waits for approval.', {
      reason: 'account.not_approved',
    })
  throw forbidden('Only instructors teach.')
}

function toOwnCourse(row: Row, userId: string): OwnCourse {
  const revision = row.revisions[0]
  const thumbnail = revision === undefined ? row.thumbnail : revision.details.thumbnail
  return {
    id: row._id.toHexString(),
    slug: row.slug,
    title: revision?.details.title ?? row.title,
    status: row.status,
    state: revision?.state ?? null,
    thumbnail: thumbnail
      ? { url: thumbnail.url, width: thumbnail.width ?? null, height: thumbnail.height ?? null }
      : null,
    lessonCount: row.lessonCount,
    learners: row.enrollmentCount,
    changedAt: revision?.updatedAt ?? row.updatedAt,
    isCoInstructor: row.instructor?.toHexString() !== userId,
  }
}
