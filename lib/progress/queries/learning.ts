import 'server-only'
import { cache } from 'react'
import type { Types } from 'mongoose'
import { COURSE_LIMITS, type CourseStatus } from '@/lib/courses/constants'
import { lessonsOf, toLessonText } from '@/lib/courses/dto'
import { getCourseForLearning, getPreviewLesson } from '@/lib/courses/queries/course'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { toEnrollmentState, type EnrollmentRow, type EnrollmentState } from '@/lib/enrollments/dto'
import { signedUploadAddress } from '@/lib/media/queries'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden, notFound } from '@/lib/platform/errors'
import { toAccommodations, type Accommodations } from '@/lib/quizzes/dto/accommodations'
import type { AccommodationFields } from '@/models/accommodation'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { PROGRESS_REASONS, type LessonProgressStatus } from '../constants'
import {
  moduleTitleOf,
  toLearnedCourse,
  toLearnerState,
  type CourseHome,
  type LessonMarks,
  type LessonView,
} from '../dto'
import { canOpenCourse, canReadLessons } from '../policy'
import { contentOf, readLesson } from './lesson-content'

/** The home of a course for its learners: outline with what is done, and where to go on. Two round trips. */
export async function getCourseHome(viewer: Viewer, { slug }: { slug: string }): Promise<CourseHome> {
  return (await standingOf(viewer, slug)).home
}

/**
 * One lesson with its text, what stands above it, and its place in the course. Three round trips; two more where a quiz had
 * an attempt that the clock has ended.
 *
 * @param attemptNumber of a quiz: whose results are shown, else the newest
 */
export async function getLesson(
  viewer: Viewer,
  {
    slug,
    lessonId,
    attemptNumber = null,
  }: { slug: string; lessonId: string; attemptNumber?: number | null | undefined },
): Promise<LessonView> {
  const id = toObjectId(lessonId)
  const [{ home, marks }, row] = await Promise.all([standingOf(viewer, slug), readLesson(viewer, id)])
  const lessons = lessonsOf(home.course.outline)
  const place = lessons.findIndex((lesson) => lesson.id === id.toHexString())
  const listed = lessons[place]
  if (row === undefined || listed === undefined) throw notFound('There is no such lesson in this course.')
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
    content: await contentOf(viewer, row, { home, watched: marks.of(listed.id), attemptNumber }),
    moduleTitle: moduleTitleOf(home.course.outline, listed.id),
    place: { number: place + 1, count: lessons.length },
    previous: lessons[place - 1] ?? null,
    next: lessons[place + 1] ?? null,
  }
}

/**
 * Where the file of a lesson lies for this viewer at this moment. Asked again and again by the lesson's own address of
 * its file, so that a page left open over night still leads to it.
 */
export async function getLessonFileAddress(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<string> {
  const filter = { _id: toObjectId(lessonId), isPublished: true, type: 'file' }
  const [row] = await Lesson.aggregate<FileLesson>([
    { $match: filter },
    { $lookup: { from: 'courses', localField: 'course', foreignField: '_id', as: 'courses' } },
    {
      $project: {
        isPreview: 1,
        upload: '$file.upload',
        slug: { $first: '$courses.slug' },
        status: { $first: '$courses.status' },
      },
    },
  ])
  if (!row?.upload) throw notFound('There is no such file.')
  const { slug, isPreview, status } = row
  // Of an archived course a free lesson is nobody's to see but those who learn in it.
  const isForEverybody = isPreview && (status === 'published' || !isMember(viewer))
  if (isForEverybody) await getPreviewLesson(viewer, { slug, lessonId })
  else await getLesson(viewer, { slug, lessonId })
  return signedUploadAddress(viewer, row.upload.toHexString())
}

type FileLesson = {
  slug: string
  status: CourseStatus
  isPreview: boolean
  upload?: Types.ObjectId | null
}

type Mark = {
  lesson: Types.ObjectId
  status: LessonProgressStatus
  percent: number
  positionSeconds?: number
}
type Standing = { home: CourseHome; marks: LessonMarks & { of: (lessonId: string) => Mark | null } }

/** A course's layout and its page ask for the same in one request; it is read once. */
const standingOf = cache(async (viewer: Viewer, slug: string): Promise<Standing> => {
  const member = requireMember(viewer)
  const course = await getCourseForLearning(viewer, { slug })
  const learner = { user: toObjectId(member.userId), course: toObjectId(course.id) }
  const { enrollment, marks, given } = await readStanding(learner)
  if (!canOpenCourse(course, enrollment)) {
    // Nobody enrols in a course that is taught no more, so those who ask are not sent to do it.
    const { required, closed } = ENROLLMENT_REASONS
    throw forbidden('Enrol in this course first.', course.status === 'published' ? required : closed)
  }
  const home = {
    course: toLearnedCourse(course),
    learner: toLearnerState(course, enrollment, { ...marks, given, moment: now() }),
    canReadLessons: canReadLessons(course, enrollment),
  }
  return { home, marks }
})

/** Rows of lessons that have left the course are read too, so there may be more than a course has lessons. */
const MARKS_MAX = 2 * COURSE_LIMITS.lessons

/** The enrolment with a mark for each lesson that was opened and what the learner gets beyond others, together. */
async function readStanding(learner: {
  user: Types.ObjectId
  course: Types.ObjectId
}): Promise<{ enrollment: EnrollmentState | null; marks: Standing['marks']; given: Accommodations }> {
  const [row] = await Enrollment.aggregate<EnrollmentRow & { marks: Mark[]; given: AccommodationFields[] }>([
    { $match: learner },
    {
      $lookup: {
        from: 'lessonProgress',
        pipeline: [
          { $match: learner },
          { $limit: MARKS_MAX },
          { $project: { _id: 0, lesson: 1, status: 1, percent: 1, positionSeconds: 1 } },
        ],
        as: 'marks',
      },
    },
    { $lookup: { from: 'accommodations', pipeline: [{ $match: learner }], as: 'given' } },
  ])
  const marks = row?.marks ?? []
  const idsOf = (status: LessonProgressStatus) =>
    new Set(marks.flatMap((mark) => (mark.status === status ? [mark.lesson.toHexString()] : [])))
  return {
    enrollment: row === undefined ? null : toEnrollmentState(row),
    marks: {
      done: idsOf('completed'),
      started: idsOf('started'),
      of: (lessonId) => marks.find(({ lesson }) => lesson.toHexString() === lessonId) ?? null,
    },
    given: toAccommodations(row?.given[0]),
  }
}
