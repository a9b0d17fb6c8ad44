import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import type { CourseName, CourseUpdate, LessonUpdate, ProgramReturn, SeenVersion } from '../schema/programs'
import { getAuthoredCourse } from '../queries/authored-course'
import { getAuthoredLesson } from '../queries/authored-lesson'
import { findCourseId } from '../queries/for-programs'
import { deleteCourse } from './archiving'
import { updateCourse } from './courses'
import { removeLesson } from './lesson-removal'
import { updateLesson } from './lessons'
import { publishCourse } from './publishing'
import { returnCourse, submitCourse } from './review'

/*
 * The pages' commands as programs call them: a course by id or slug, and a version only where the program has one. Where
 * it names none, what is there now is what it means; a change in that very moment still conflicts.
 */

export async function updateCourseByName(viewer: Viewer, { id, ...change }: CourseName & CourseUpdate) {
  const courseId = await findCourseId(viewer, { id })
  const version = change.version ?? (await getAuthoredCourse(viewer, { courseId })).detailsEdit.version
  return updateCourse(viewer, { ...change, courseId, version })
}

export async function deleteCourseByName(viewer: Viewer, name: CourseName): Promise<void> {
  await deleteCourse(viewer, { courseId: await findCourseId(viewer, name) })
}

export async function submitCourseByName(
  viewer: Viewer,
  { id, version }: CourseName & SeenVersion,
): Promise<void> {
  const courseId = await findCourseId(viewer, { id })
  await submitCourse(viewer, { courseId, version: version ?? (await newestVersion(viewer, courseId)) })
}

export async function publishCourseByName(
  viewer: Viewer,
  { id, version }: CourseName & SeenVersion,
): Promise<void> {
  await publishCourse(viewer, { courseId: await findCourseId(viewer, { id }), version })
}

export async function returnCourseByName(
  viewer: Viewer,
  { id, reason: comment, version }: CourseName & ProgramReturn,
): Promise<void> {
  const courseId = await findCourseId(viewer, { id })
  const seen = version ?? (await newestVersion(viewer, courseId))
  await returnCourse(viewer, { courseId, comment, version: seen })
}

export async function updateLessonNow(
  viewer: Viewer,
  { lessonId, ...change }: LessonUpdate & { lessonId: string },
) {
  const version = change.version ?? (await lessonVersion(viewer, lessonId))
  return updateLesson(viewer, { ...change, lessonId, version })
}

export async function removeLessonNow(
  viewer: Viewer,
  { lessonId, version }: { lessonId: string; version?: number | undefined },
): Promise<void> {
  await removeLesson(viewer, { lessonId, version: version ?? (await lessonVersion(viewer, lessonId)) })
}

async function newestVersion(viewer: Viewer, courseId: string): Promise<number> {
  return (await getAuthoredCourse(viewer, { courseId })).version
}

async function lessonVersion(viewer: Viewer, lessonId: string): Promise<number> {
  return (await getAuthoredLesson(viewer, { lessonId })).edit.version
}
