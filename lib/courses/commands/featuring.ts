import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { COURSE_REASONS } from '../constants'
import { canFeatureCourse } from '../policy'
import type { FeatureCourse } from '../schema'

/** Puts a published course on the home page; the one featured last stands first. */
export async function featureCourse(viewer: Viewer, { courseId }: FeatureCourse): Promise<void> {
  requireChooser(viewer)
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = await Course.findById(_id).select({ status: 1, featuredAt: 1 }).lean()
    if (course === null) throw notFound('There is no such course.')
    if (course.featuredAt) return
    if (course.status !== 'published') {
      throw new AppError('conflict', 'Only a published course can be featured.', {
        reason: COURSE_REASONS.notPublished,
      })
    }
    await Course.updateOne({ _id }, { $set: { featuredAt: now() } }, { timestamps: false })
    await changed('home')
  })
}

/** Takes a course off the home page's first shelf. */
export async function unfeatureCourse(viewer: Viewer, { courseId }: FeatureCourse): Promise<void> {
  requireChooser(viewer)
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = await Course.findOneAndUpdate(
      { _id },
      { $set: { featuredAt: null } },
      { timestamps: false },
    )
      .select({ featuredAt: 1 })
      .lean()
    if (course === null) throw notFound('There is no such course.')
    if (course.featuredAt) await changed('home')
  })
}

function requireChooser(viewer: Viewer): void {
  if (viewer.kind !== 'system') requireMember(viewer)
  if (!canFeatureCourse(viewer)) throw forbidden('Only an admin may do this.')
}
