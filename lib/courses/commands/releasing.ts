import 'server-only'
import type { Types } from 'mongoose'
import { forgetCourseFiles } from '@/lib/media/commands/course-files'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { CourseImport } from '@/models/course-import'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { tagsOfCourse } from '../page-tags'
import { forgetRevisions } from './archiving'
import { uploadIdsOf } from './imported-media'
import { refreshListing, removeListing } from './listing'

const COURSES_PER_STEP = 50

/**
 * Takes an erased person off their courses. What is archived stays for those who learn in it, without a name; an empty
 * draft goes. What was begun while the account was being erased is archived: nobody is there to teach it.
 */
export async function releaseCourses(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const person = toObjectId(userId)
  await CourseImport.deleteMany({ owner: person })
  for (;;) {
    const rows = await Course.find({ instructor: person }).limit(COURSES_PER_STEP).select({ _id: 1 }).lean()
    for (const { _id } of rows) {
      const uploadIds = await inTransaction(() => releaseCourse(viewer, _id, person))
      await forgetCourseFiles(viewer, { uploadIds })
    }
    if (rows.length < COURSES_PER_STEP) break
  }
  for (;;) {
    const rows = await Course.find({ coInstructors: person })
      .limit(COURSES_PER_STEP)
      .select({ slug: 1 })
      .lean()
    for (const row of rows) await inTransaction(() => releaseCoTaught(viewer, row, person))
    if (rows.length < COURSES_PER_STEP) return
  }
}

async function releaseCoTaught(
  viewer: Viewer,
  { _id, slug }: { _id: Types.ObjectId; slug: string },
  person: Types.ObjectId,
): Promise<void> {
  await Course.updateOne(
    { _id },
    { $pull: { coInstructors: person }, $inc: { version: 1 } },
    { timestamps: false },
  )
  await refreshListing(viewer, { courseId: _id.toHexString() })
  await changed(...tagsOfCourse(_id, slug))
}

/** Answers the uploads that nothing names any more. */
async function releaseCourse(viewer: Viewer, _id: Types.ObjectId, person: Types.ObjectId): Promise<string[]> {
  const course = await Course.findOne({ _id, instructor: person })
    .select('slug status publishedAt enrollmentCount trailer')
    .lean()
  if (course === null) return []
  const isEmpty = course.enrollmentCount === 0 && !(await Lesson.exists({ course: _id }))
  if (course.status === 'draft' && isEmpty && !course.publishedAt) {
    await removeListing(viewer, { courseId: _id.toHexString() })
    await Course.deleteOne({ _id })
    await forgetRevisions(viewer, { courseId: _id.toHexString() })
    return uploadIdsOf(course)
  }
  // Nobody is left to be told of a decision.
  await CourseRevision.updateOne({ course: _id, state: 'submitted' }, { $set: { state: 'open' } })
  await Course.updateOne(
    { _id },
    { $set: { instructor: null, status: 'archived' }, $inc: { version: 1 } },
    { timestamps: false },
  )
  await refreshListing(viewer, { courseId: _id.toHexString() })
  await changed(...tagsOfCourse(_id, course.slug), 'catalogue', 'home')
  return []
}
