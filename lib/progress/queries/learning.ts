import 'server-only'
import { lessonsOf, toLessonText } from '@/lib/courses/dto'
import { getCourseForLearning, type CourseView } from '@/lib/courses/queries/course'
import { findMyEnrollment } from '@/lib/enrollments/queries'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden, notFound } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { PROGRESS_REASONS } from '../constants'
import { moduleTitleOf, toLearnedCourse, toLearnerState, type CourseHome, type LessonView } from '../dto'
import { canOpenCourse, canReadLessons } from '../policy'

/** The home of a course for its learners: outline with what is done, and where to go on. Three round trips. */
export async function getCourseHome(viewer: Viewer, { slug }: { slug: string }): Promise<CourseHome> {
  const member = requireMember(viewer)
  return readHome(member, await getCourseForLearning(viewer, { slug }))
}

/** One lesson with its text and its place in the course. Four round trips. */
export async function getLesson(
  viewer: Viewer,
  { slug, lessonId }: { slug: string; lessonId: string },
): Promise<LessonView> {
  const member = requireMember(viewer)
  const id = toObjectId(lessonId)
  const [course, row] = await Promise.all([
    getCourseForLearning(viewer, { slug }),
    Lesson.findOne({ _id: id, isPublished: true }).lean(),
  ])
  const lessons = lessonsOf(course.outline)
  const place = lessons.findIndex((lesson) => lesson.id === id.toHexString())
  const listed = lessons[place]
  if (row === null || listed === undefined) throw notFound('There is no such lesson in this course.')

  const home = await readHome(member, course)
  if (!home.canReadLessons) throw forbidden('This course has not begun.', PROGRESS_REASONS.notStarted)
  return {
    ...home,
    lesson: {
      ...toLessonText(row),
      isRequired: listed.isRequired,
      isDone: home.learner.doneLessonIds.includes(listed.id),
    },
    moduleTitle: moduleTitleOf(course.outline, listed.id),
    place: { number: place + 1, count: lessons.length },
    previous: lessons[place - 1] ?? null,
    next: lessons[place + 1] ?? null,
  }
}

async function readHome(member: Member, course: CourseView): Promise<CourseHome> {
  const learner = { user: toObjectId(member.userId), course: toObjectId(course.id) }
  const [enrollment, done] = await Promise.all([
    findMyEnrollment(member, { courseId: course.id }),
    LessonProgress.find({ ...learner, status: 'completed' }).select({ lesson: 1 }).lean(),
  ])
  if (!canOpenCourse(course, enrollment)) throw forbidden('Enrol in this course first.', ENROLLMENT_REASONS.required)
  const doneIds = new Set(done.map((row) => row.lesson.toHexString()))
  return {
    course: toLearnedCourse(course),
    learner: toLearnerState(course.outline, enrollment, doneIds),
    canReadLessons: canReadLessons(course, enrollment),
  }
}
