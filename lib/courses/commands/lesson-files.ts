import 'server-only'
import { type Types } from 'mongoose'
import { forgetCourseFiles } from '@/lib/media/commands/course-files'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { uploadIdsOf } from './imported-media'

const FIELDS = { 'video.upload': 1, 'video.captions.upload': 1, 'file.upload': 1 } as const

/** Every upload that a course names, in what learners see and in what its authors write. */
export async function uploadsOfCourse(course: Types.ObjectId): Promise<Set<string>> {
  const seen = await Lesson.find({ course }).select(FIELDS).lean()
  const written = await LessonRevision.find({ course }).select(FIELDS).lean()
  const row = await Course.findById(course).select({ trailer: 1 }).lean()
  const revision = await CourseRevision.findOne({ course, isPending: true })
    .select({ 'details.trailer': 1 })
    .lean()
  const trailers = [row?.trailer, revision?.details?.trailer].map((trailer) => ({ trailer }))
  return new Set([...seen, ...written, ...trailers].flatMap(uploadIdsOf))
}

type Holder = Parameters<typeof uploadIdsOf>[0]

/** Deletes the files among those of these rows that their course names no more; once the rows are written. */
export async function forgetUnused(
  viewer: Viewer,
  { course, rows }: { course: Types.ObjectId; rows: readonly Holder[] },
): Promise<void> {
  const ids = [...new Set(rows.flatMap(uploadIdsOf))]
  if (ids.length === 0) return
  const used = await uploadsOfCourse(course)
  await forgetCourseFiles(viewer, { uploadIds: ids.filter((id) => !used.has(id)) })
}
