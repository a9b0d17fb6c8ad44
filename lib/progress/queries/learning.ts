import 'server-only'
import { cache } from 'react'
import { lessonsOf, toLessonText } from '@/lib/courses/dto'
import { getCourseForLearning } from '@/lib/courses/queries/course'
import { findMyEnrollment } from '@/lib/enrollments/queries'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden, notFound } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import { PROGRESS_REASONS } from '../constants'
import { moduleTitleOf, toLearnedCourse, toLearnerState, type CourseHome, type LessonView } from '../dto'
import { canOpenCourse, canReadLessons } from '../policy'
import { readLessonMarks } from './done-lessons'

/** The home of a course for its learners: outline with what is done, and where to go on. Three round trips. */
export function getCourseHome(viewer: Viewer, { slug }: { slug: string }): Promise<CourseHome> {
  return homeOf(viewer, slug)
}

/** One lesson with its text and its place in the course. Four round trips. */
export async function getLesson(
  viewer: Viewer,
  { slug, lessonId }: { slug: string; lessonId: string },
): Promise<LessonView> {
  const id = toObjectId(lessonId)
  const [home, row] = await Promise.all([
    homeOf(viewer, slug),
    Lesson.findOne({ _id: id, isPublished: true }).lean(),
  ])
  const lessons = lessonsOf(home.course.outline)
  const place = lessons.findIndex((lesson) => lesson.id === id.toHexString())
  const listed = lessons[place]
  if (row === null || listed === undefined) throw notFound('There is no such lesson in this course.')
  if (!home.canReadLessons) throw forbidden('This course has not begun.', PROGRESS_REASONS.notStarted)
  if (home.learner.openings[listed.id] !== undefined)
    throw forbidden('This lesson is not open yet.', PROGRESS_REASONS.lessonNotOpen)
  return {
    ...home,
    lesson: {
      ...toLessonText(row),
      isRequired: listed.isRequired,
      isDone: home.learner.doneLessonIds.includes(listed.id),
    },
    moduleTitle: moduleTitleOf(home.course.outline, listed.id),
    place: { number: place + 1, count: lessons.length },
    previous: lessons[place - 1] ?? null,
    next: lessons[place + 1] ?? null,
  }
}

/** A course's layout and its page ask for the same in one request; it is read once. */
const homeOf = cache(async (viewer: Viewer, slug: string): Promise<CourseHome> => {
  const member = requireMember(viewer)
  const course = await getCourseForLearning(viewer, { slug })
  const learner = { user: toObjectId(member.userId), course: toObjectId(course.id) }
  const [enrollment, marks] = await Promise.all([
    findMyEnrollment(member, { courseId: course.id }),
    readLessonMarks(learner),
  ])
  if (!canOpenCourse(course, enrollment))
    throw forbidden('Enrol in this course first.', ENROLLMENT_REASONS.required)
  return {
    course: toLearnedCourse(course),
    learner: toLearnerState(course, enrollment, { ...marks, moment: now() }),
    canReadLessons: canReadLessons(course, enrollment),
  }
})
