import 'server-only'
import { takeDeliveryStep } from '@/lib/announcements/commands/delivering'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { requireHouse } from '../policy'
import { notify, notifyAll } from './writing'

/**
 * Tells the next learners of an announcement, in the caller's transaction with the mark of how far it is. Answers behind
 * whom to go on; null when all were told or it was taken back.
 */
export async function tellOfAnnouncement(
  viewer: Viewer,
  { announcementId, after }: { announcementId: string; after: string | null },
): Promise<string | null> {
  requireHouse(viewer)
  const step = await takeDeliveryStep(viewer, { announcementId, after })
  if (step === null) return null
  const { courseId, courseSlug, course, teacher, title } = step.news
  await notifyAll(viewer, {
    userIds: step.userIds,
    news: {
      notice: 'announced',
      params: { course, title, teacher },
      link: `/learn/${courseSlug}/announcements#a-${announcementId}`,
      courseId,
      key: `announcement:${announcementId}`,
    },
  })
  return step.next
}

/** Says to a learner that a teacher has ended their enrolment, or taken them back. */
export async function tellOfPlace(
  viewer: Viewer,
  news: {
    userId: string
    courseId: string
    notice: 'learnerRemoved' | 'learnerReadmitted'
    /** Of a removal, where one was given. */
    reason?: string
    key: string
  },
): Promise<void> {
  requireHouse(viewer)
  const { userId, courseId, notice, reason = '', key } = news
  const course = await Course.findById(toObjectId(courseId)).select('title slug').lean()
  if (course === null) return
  const { title, slug } = course
  const to = { userId, courseId, key }
  if (notice === 'learnerReadmitted') {
    await notify(viewer, { ...to, notice, params: { course: title }, link: `/learn/${slug}` })
    return
  }
  const params = { course: title, reason, hasReason: reason === '' ? ('no' as const) : ('yes' as const) }
  await notify(viewer, { ...to, notice, params, link: `/courses/${slug}` })
}
