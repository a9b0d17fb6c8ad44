import 'server-only'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { Course } from '@/models/course'
import { requireHouse } from '../policy'
import { tellAdmins } from './admins'
import { notifyAll } from './writing'

/** Says to every admin that a course waits. `key` names the submission: each one is told once. */
export async function tellOfWaiting(
  viewer: Viewer,
  { courseId, key }: { courseId: string; key: string },
): Promise<void> {
  requireHouse(viewer)
  const course = await Course.findById(toObjectId(courseId)).select('title').lean()
  if (course === null) return
  await tellAdmins(viewer, {
    notice: 'courseSubmitted',
    params: { course: course.title },
    link: `/admin/courses/${courseId}`,
    courseId,
    key: `submitted:${key}`,
  })
}

/** Says to who teaches a course how an admin has decided. */
export async function tellAuthors(
  viewer: Viewer,
  { courseId, notice, key }: { courseId: string; notice: 'courseApproved' | 'courseReturned'; key: string },
): Promise<void> {
  requireHouse(viewer)
  const course = await Course.findById(toObjectId(courseId))
    .select('title slug instructor coInstructors')
    .lean()
  if (course === null) return
  const people = [...(course.instructor ? [course.instructor] : []), ...course.coInstructors]
  await notifyAll(viewer, {
    userIds: people.map((id) => id.toHexString()),
    news: {
      notice,
      params: { course: course.title },
      link:
        notice === 'courseApproved' ? `/courses/${course.slug}` : `/instructor/courses/${courseId}/publish`,
      courseId,
      key: `${notice}:${key}`,
    },
  })
}
