import 'server-only'
import { toAccount, ACCOUNT_FIELDS, type Account } from '@/lib/accounts/dto'
import { toProgramLessons, type ProgramLessonRow } from '@/lib/courses/queries/for-programs'
import { getAuthoredLesson } from '@/lib/courses/queries/authored-lesson'
import { getCourseForLearning, getPreviewLesson } from '@/lib/courses/queries/course'
import { ENROLLED_COURSES_MAX, ENROLLMENT_REASONS, LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { findMyEnrollment, findMyLearning } from '@/lib/enrollments/queries'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { User } from '@/models/user'
import { toProgramLesson, toWorkingLesson, type ProgramLesson } from '../program-dto'
import { readDoneLessons } from './done-lessons'
import { getLesson } from './learning'

export type Me = Account & {
  /** The courses that this person learns in, last opened first; at most 2,000. */
  enrolledCourses: string[]
  /** Course → percent. */
  progress: Record<string, number>
}

/** The viewer's own account with what they learn. Two round trips. */
export async function getMe(viewer: Viewer): Promise<{ user: Me }> {
  const _id = toObjectId(requireMember(viewer).userId)
  const [user, rows] = await Promise.all([
    User.findById(_id).select(ACCOUNT_FIELDS).lean(),
    Enrollment.find({ user: _id, status: { $in: LEARNING_STATUSES } })
      .sort({ lastAccessedAt: -1, _id: -1 })
      .limit(ENROLLED_COURSES_MAX)
      .select({ course: 1, progress: 1 })
      .lean(),
  ])
  if (!user) throw notFound('The account is gone.')
  const learned = rows.map(({ course, progress }) => [course.toHexString(), progress] as const)
  return {
    user: {
      ...toAccount(user),
      enrolledCourses: learned.map(([id]) => id),
      progress: Object.fromEntries(learned),
    },
  }
}

/** A learner's progress in one course, as programs get it. */
export type CourseProgressOf = {
  userId: string
  courseId: string
  completedLessons: string[]
  status: 'inProgress' | 'completed'
  percent: number
}

/**
 * The viewer's progress in a course they learn in; what was finished once stays completed, whatever the percent says now.
 *
 * @throws not_found `enrollment.none`
 */
export async function getProgress(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<CourseProgressOf> {
  const { userId } = requireMember(viewer)
  const enrollment = await findMyLearning(viewer, { courseId })
  if (enrollment === null) throw notFound('You are not enrolled in this course.', ENROLLMENT_REASONS.none)
  const learner = { user: toObjectId(userId), course: toObjectId(enrollment.courseId) }
  return {
    userId,
    courseId: enrollment.courseId,
    completedLessons: [...(await readDoneLessons(learner))].sort(),
    status: enrollment.status === 'completed' ? 'completed' : 'inProgress',
    percent: enrollment.progress,
  }
}

/**
 * A lesson: the working copy for who teaches its course, what learners read for who learns in it, a free one for
 * everybody.
 *
 * @throws unauthenticated, forbidden (`enrollment.required`, `course.not_started`, `lesson.not_open`), not_found
 */
export async function getLessonForPrograms(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<ProgramLesson> {
  const { slug, courseId, isPreview } = await placeOf(lessonId)
  const course = await getCourseForLearning(viewer, { slug })
  if (course.can.edit) return toWorkingLesson(await getAuthoredLesson(viewer, { lessonId }))
  const enrollment = await findMyEnrollment(viewer, { courseId })
  if (enrollment === null && isPreview) {
    const { lesson, content } = await getPreviewLesson(viewer, { slug, lessonId })
    return toProgramLesson({ row: rowIn(course, lesson.id), lesson, content, isDone: null })
  }
  const { lesson, content } = await getLesson(viewer, { slug, lessonId })
  return toProgramLesson({ row: rowIn(course, lesson.id), lesson, content, isDone: lesson.isDone })
}

function rowIn(
  { id: courseId, outline }: Pick<Awaited<ReturnType<typeof getCourseForLearning>>, 'id' | 'outline'>,
  lessonId: string,
): ProgramLessonRow {
  const row = toProgramLessons(courseId, outline).find(({ id }) => id === lessonId)
  if (row === undefined) throw notFound('There is no such lesson.')
  return row
}

/** The course of a lesson, also of one that only its working copy has so far. */
async function placeOf(lessonId: string) {
  const lesson = toObjectId(lessonId)
  const join = [
    { $lookup: { from: 'courses', localField: 'course', foreignField: '_id', as: 'courses' } },
    { $project: { isPreview: 1, courseId: '$course', slug: { $first: '$courses.slug' } } },
  ]
  type Row = { isPreview: boolean; courseId: { toHexString(): string }; slug?: string }
  const [seen] = await Lesson.aggregate<Row>([{ $match: { _id: lesson } }, ...join])
  const [row = seen] =
    seen === undefined ? await LessonRevision.aggregate<Row>([{ $match: { lesson } }, ...join]) : []
  if (row?.slug === undefined) throw notFound('There is no such lesson.')
  return { slug: row.slug, courseId: row.courseId.toHexString(), isPreview: row.isPreview }
}
