import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import {
  lessonsOf,
  toCourseDetails,
  toLessonText,
  type CourseDetails,
  type DetailsRow,
  type LessonText,
  type OutlineLesson,
} from '../dto'
import { canEditCourse, canKeepReading, canSeeCourse, type CourseRights } from '../policy'
import type { PreviewContent } from '../preview-dto'
import { readPreviewRow, toPreviewContent } from './preview'
import { COURSE_STAGES } from './stages'

export type CourseView = CourseDetails & { can: { edit: boolean } }

/** A course with its outline, in one round trip; drafts of others are `not_found`, so that nobody learns of them. */
export function getCourse(viewer: Viewer, { slug }: { slug: string }): Promise<CourseView> {
  return readCourse(viewer, slug, canSeeCourse)
}

/** The same for those who learn in it: an archived course is still theirs. Lessons' texts are lib/progress's to give. */
export function getCourseForLearning(viewer: Viewer, { slug }: { slug: string }): Promise<CourseView> {
  return readCourse(viewer, slug, canKeepReading)
}

export type PreviewLesson = {
  course: CourseView
  lesson: LessonText
  content: PreviewContent
  previous: OutlineLesson | null
  next: OutlineLesson | null
}

/** A lesson that everybody may read; its neighbours are the course's other previews. Two round trips at once. */
export async function getPreviewLesson(
  viewer: Viewer,
  { slug, lessonId }: { slug: string; lessonId: string },
): Promise<PreviewLesson> {
  // Before anything is begun: what throws between two reads would leave the first to fail unheard.
  const id = toObjectId(lessonId)
  const [course, row] = await Promise.all([getCourse(viewer, { slug }), readPreviewRow(id)])
  const previews = lessonsOf(course.outline).filter((each) => each.isPreview)
  const place = previews.findIndex((each) => each.id === row?._id.toHexString())
  if (row === undefined || place < 0) throw notFound('There is no such preview.')
  return {
    course,
    lesson: toLessonText(row),
    content: await toPreviewContent(viewer, row, course.language),
    previous: previews[place - 1] ?? null,
    next: previews[place + 1] ?? null,
  }
}

async function readCourse(
  viewer: Viewer,
  slug: string,
  may: (viewer: Viewer, course: CourseRights) => boolean,
): Promise<CourseView> {
  const [row] = await Course.aggregate<DetailsRow>([{ $match: { slug } }, ...COURSE_STAGES])
  const rights = row === undefined ? undefined : rightsOf(row)
  if (row === undefined || rights === undefined || !may(viewer, rights))
    throw notFound('There is no such course.')
  return { ...toCourseDetails(row, now()), can: { edit: canEditCourse(viewer, rights) } }
}

function rightsOf(row: DetailsRow): CourseRights {
  return {
    status: row.status,
    instructor: row.instructor?.toHexString() ?? null,
    coInstructors: row.coInstructors.map((id) => id.toHexString()),
  }
}
