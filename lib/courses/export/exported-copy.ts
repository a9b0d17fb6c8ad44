import 'server-only'
import type { Types } from 'mongoose'
import type { CourseFields } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { lessonIdsOf, type ModuleRow } from '../commands/applying'
import type { Details } from '../commands/revision'
import { readWorkingLessons } from '../commands/working-lessons'
import { COURSE_LIMITS, type ExportedCopy } from '../constants'
import type { ExportedLesson } from './export-lesson'

export type CourseRow = Pick<CourseFields, 'instructor'> &
  Details & { _id: Types.ObjectId; modules: ModuleRow[] }
type Copy = { course: CourseRow; lessons: Map<string, ExportedLesson> }

/** What of a course goes out. Where nothing was written since learners got it, both copies are the same. */
export async function readCopy(course: CourseRow, copy: ExportedCopy): Promise<Copy> {
  const rows = await Lesson.find({ course: course._id })
    .limit(2 * COURSE_LIMITS.lessons)
    .lean()
  if (copy === 'published') {
    const shown = rows.filter(({ isPublished }) => isPublished)
    return { course, lessons: byId(shown) }
  }
  const revision = await CourseRevision.findOne({ course: course._id, isPending: true })
    .select({ details: 1, modules: 1 })
    .lean<{ details: Details; modules: ModuleRow[] }>()
  const modules = revision?.modules ?? course.modules
  const keyOf = new Map(rows.map(({ _id, importKey }) => [_id.toHexString(), importKey]))
  const written = await readWorkingLessons(course._id, lessonIdsOf(modules))
  const lessons = written.map(({ lesson, ...content }) => ({
    ...content,
    _id: lesson,
    importKey: keyOf.get(lesson.toHexString()) ?? null,
  }))
  return { course: { ...course, ...revision?.details, modules }, lessons: byId(lessons) }
}

function byId(lessons: readonly ExportedLesson[]): Map<string, ExportedLesson> {
  return new Map(lessons.map((lesson) => [lesson._id.toHexString(), lesson]))
}
