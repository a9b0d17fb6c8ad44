import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { COURSE_REASONS } from '../constants'
import { canPublishCourse } from '../policy'
import { tagsOfCourse } from '../page-tags'
import { refreshListing } from './listing'

/** Puts a course into the catalogue. One that is there already stays as it is. */
export async function publishCourse(viewer: Viewer, { courseId }: { courseId: string }): Promise<void> {
  if (!canPublishCourse(viewer)) throw forbidden()
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = await Course.findById(_id)
      .select({ slug: 1, status: 1, lessonCount: 1, publishedAt: 1 })
      .lean()
    if (course === null) throw notFound('There is no such course.')
    if (course.status === 'published') return
    if (course.lessonCount === 0) {
      throw new AppError('conflict', 'The course has no lessons.', { reason: COURSE_REASONS.noLessons })
    }
    await Course.updateOne(
      { _id, status: course.status },
      { $set: { status: 'published', publishedAt: course.publishedAt ?? now() }, $inc: { version: 1 } },
    )
    await refreshListing(viewer, { courseId })
    await changed(...tagsOfCourse(courseId, course.slug), 'catalogue', 'home')
  })
}
