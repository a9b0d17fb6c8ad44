import type { CourseCard, CourseDetails, LessonText, OutlineLesson, OutlineModule } from '@/lib/courses/dto'
import { lessonsOf } from '@/lib/courses/dto'
import type { EnrollmentState } from '@/lib/enrollments/dto'
import type { EnrollmentStatus } from '@/lib/enrollments/constants'
import { countedLessons, lessonToContinue } from './percent'

/** A learner's place in a course; all zero and empty for a teacher who only looks. */
export type LearnerState = {
  enrollment: EnrollmentState | null
  percent: number
  isCompleted: boolean
  doneLessonIds: string[]
  doneCount: number
  lessonCount: number
  /** Required lessons that are open in a course completed before: added since, or marked anew. */
  openSinceCompletion: number
  continueWith: OutlineLesson | null
}

export type LearnedCourse = Pick<
  CourseDetails,
  | 'id'
  | 'slug'
  | 'title'
  | 'subtitle'
  | 'status'
  | 'runStatus'
  | 'startDate'
  | 'endDate'
  | 'timeZone'
  | 'durationMinutes'
  | 'category'
  | 'instructor'
  | 'language'
> & { outline: OutlineModule[] }

export type CourseHome = { course: LearnedCourse; learner: LearnerState; canReadLessons: boolean }

export type LessonView = CourseHome & {
  lesson: LessonText & { isDone: boolean; isRequired: boolean }
  moduleTitle: string
  place: { number: number; count: number }
  previous: OutlineLesson | null
  next: OutlineLesson | null
}

export type LearningCard = {
  enrollmentId: string
  status: EnrollmentStatus
  progress: number
  completedAt: Date | null
  lastAccessedAt: Date
  lastLessonId: string | null
  course: CourseCard
}

export type Continuation = { card: LearningCard; lesson: OutlineLesson; moduleTitle: string }

export type MyCourse = { isMember: boolean; isLearning: boolean; progress: number; isCompleted: boolean }

export function toLearnedCourse(course: CourseDetails): LearnedCourse {
  const { id, slug, title, subtitle, status, runStatus, startDate, endDate, timeZone } = course
  const { durationMinutes, category, instructor, language, outline } = course
  return {
    id,
    slug,
    title,
    subtitle,
    status,
    runStatus,
    startDate,
    endDate,
    timeZone,
    durationMinutes,
    category,
    instructor,
    language,
    outline,
  }
}

export function toLearnerState(
  outline: OutlineModule[],
  enrollment: EnrollmentState | null,
  done: ReadonlySet<string>,
): LearnerState {
  const lessons = lessonsOf(outline)
  const open = countedLessons(lessons).filter((lesson) => !done.has(lesson.id))
  const isCompleted = enrollment?.status === 'completed'
  return {
    enrollment,
    percent: enrollment?.progress ?? 0,
    isCompleted,
    doneLessonIds: lessons.flatMap((lesson) => (done.has(lesson.id) ? [lesson.id] : [])),
    doneCount: lessons.filter((lesson) => done.has(lesson.id)).length,
    lessonCount: lessons.length,
    openSinceCompletion: isCompleted ? open.length : 0,
    continueWith: lessonToContinue(lessons, done, enrollment?.lastLessonId ?? null),
  }
}

/** The title of the module a lesson stands in. */
export function moduleTitleOf(outline: OutlineModule[], lessonId: string): string {
  const holds = (module: OutlineModule) => lessonsOf([module]).some((lesson) => lesson.id === lessonId)
  return outline.find(holds)?.title ?? ''
}
