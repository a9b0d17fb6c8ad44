import 'server-only'
import type { Types } from 'mongoose'
import { forgetCourseFiles } from '@/lib/media/commands/course-files'
import { forgetUpload } from '@/lib/media/commands/store'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { CoursePicture } from '@/models/course-picture'
import { CourseRevision } from '@/models/course-revision'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { COURSE_REASONS, type LessonType } from '../constants'
import { lessonParts } from '../lesson-parts'
import { tagsOfCourse } from '../page-tags'
import { canDeleteCourse } from '../policy'
import type { CourseChoice } from '../schema/course'
import { requireAuthor, rightsOf } from './authors'
import { uploadsOfCourse } from './lesson-files'
import { refreshListing, removeListing } from './listing'
import { conflict } from './revision'

const COURSE = 'slug status publishedAt instructor coInstructors enrollmentCount'

/**
 * Takes a course out of the catalogue. Who learns in it goes on reading; what was edited and not published stays.
 *
 * @throws conflict (`course.in_review`) while an admin has it
 */
export async function archiveCourse(viewer: Viewer, { courseId }: CourseChoice): Promise<void> {
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = requireAuthor(viewer, await Course.findById(_id).select(COURSE).lean())
    if (course.status === 'archived') return
    const waits = await CourseRevision.exists({ course: _id, isPending: true, state: 'submitted' })
    if (waits !== null) throw conflict('The course is in review.', COURSE_REASONS.inReview)
    await setStatus(viewer, { _id, slug: course.slug, status: 'archived' })
  })
}

/** Back to where it was: into the catalogue as it was approved, or to the drafts. */
export async function restoreCourse(viewer: Viewer, { courseId }: CourseChoice): Promise<void> {
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = requireAuthor(viewer, await Course.findById(_id).select(COURSE).lean())
    if (course.status !== 'archived') throw conflict('It is not archived.', COURSE_REASONS.notArchived)
    await setStatus(viewer, {
      _id,
      slug: course.slug,
      status: course.publishedAt == null ? 'draft' : 'published',
    })
  })
}

/**
 * Deletes a course that nobody ever enrolled in, with everything that belongs to it. Its instructor's or an admin's to do,
 * not a co-instructor's.
 *
 * @throws conflict (`course.has_learners`)
 */
export async function deleteCourse(viewer: Viewer, { courseId }: CourseChoice): Promise<void> {
  const _id = toObjectId(courseId)
  const { uploadIds, picture } = await inTransaction(async () => {
    const course = requireAuthor(viewer, await Course.findById(_id).select(COURSE).lean())
    if (!canDeleteCourse(viewer, rightsOf(course))) throw forbidden('Only its instructor deletes a course.')
    // Somebody who enrols at this moment writes the course's row too, so one of the two runs again.
    const enrolled = await Enrollment.exists({ course: _id })
    if (enrolled !== null || course.enrollmentCount > 0)
      throw conflict('People have enrolled.', COURSE_REASONS.hasLearners)
    const uploads = await uploadsOfCourse(_id)
    await removeLessonParts(_id)
    await removeListing(viewer, { courseId })
    await Course.deleteOne({ _id })
    await Lesson.deleteMany({ course: _id })
    await forgetRevisions(viewer, { courseId })
    const drawn = await CoursePicture.findOneAndDelete({ course: _id }).select({ upload: 1 }).lean()
    await changed(...tagsOfCourse(_id, course.slug), 'catalogue', 'home')
    return { uploadIds: [...uploads], picture: drawn?.upload.toHexString() }
  })
  await forgetCourseFiles(viewer, { uploadIds })
  if (picture !== undefined) await forgetUpload(picture)
}

/** Deletes every revision of a course that goes; in the transaction of the caller, who has asked for the right. */
export async function forgetRevisions(_viewer: Viewer, { courseId }: CourseChoice): Promise<void> {
  const course = toObjectId(courseId)
  await CourseRevision.deleteMany({ course })
  await LessonRevision.deleteMany({ course })
}

async function removeLessonParts(course: Types.ObjectId): Promise<void> {
  const rows = await Lesson.find({ course }).select({ type: 1 }).lean()
  const copies = await LessonRevision.find({ course }).select({ lesson: 1, type: 1 }).lean()
  const types = new Map<string, LessonType>([
    ...rows.map(({ _id, type }) => [_id.toHexString(), type] as const),
    ...copies.map(({ lesson, type }) => [lesson.toHexString(), type] as const),
  ])
  for (const part of lessonParts()) {
    const ids = [...types].filter(([, type]) => type === part.type).map(([id]) => toObjectId(id))
    if (ids.length > 0) await part.remove(ids)
  }
}

async function setStatus(
  viewer: Viewer,
  { _id, slug, status }: { _id: Types.ObjectId; slug: string; status: 'draft' | 'published' | 'archived' },
): Promise<void> {
  await Course.updateOne({ _id }, { $set: { status }, $inc: { version: 1 } })
  await refreshListing(viewer, { courseId: _id.toHexString() })
  await changed(...tagsOfCourse(_id, slug), 'catalogue', 'home')
}
