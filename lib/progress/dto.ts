import type { CourseCard, CourseDetails, LessonText, OutlineLesson, OutlineModule } from '@/lib/courses/dto'
import { lessonsOf } from '@/lib/courses/dto'
import type { MyCertificate } from '@/lib/certificates/dto'
import type { Page } from '@/lib/platform/db/keyset'
import type { EnrollmentState } from '@/lib/enrollments/dto'
import type { EnrollmentStatus } from '@/lib/enrollments/constants'
import type { ProgressCause, ProgressEventKind, Standing, StudentFilter } from './constants'
import { countedLessons, lessonToContinue } from './percent'
import type { Accommodations } from '@/lib/quizzes/dto/accommodations'
import { openingsOf, type ShutLesson } from './release'
import type { LessonContent } from './content-dto'
import type { CourseTrailEntry } from './trail-dto'

/** A learner's place in a course; all zero and empty for a teacher who only looks. */
export type LearnerState = {
  enrollment: EnrollmentState | null
  percent: number
  isCompleted: boolean
  doneLessonIds: string[]
  /** Begun and not done. */
  startedLessonIds: string[]
  /** Added since the learner enrolled, and not begun yet. */
  newLessonIds: string[]
  doneCount: number
  lessonCount: number
  /** Required lessons that are open in a course completed before: added since, or marked anew. */
  openSinceCompletion: number
  /** Where to go on among the lessons that are open; null when all are done, or the rest is still shut. */
  continueWith: OutlineLesson | null
  /** What opens the lessons that are still shut, by their ids; none is shut for who teaches the course. */
  openings: Record<string, ShutLesson>
  /** What they get beyond others. */
  given: Accommodations
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
  content: LessonContent
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
  /** Whether it can be opened: not while its teacher has taken it back for work. */
  isThere: boolean
  course: CourseCard
}

/** What to do next, and how far the learner is in its course. */
export type Continuation = {
  course: CourseCard
  progress: number
  lesson: OutlineLesson
  moduleTitle: string
  /** Where a video was stopped. */
  positionSeconds: number
}

/** What was added to a course since the learner opened it last; of many lessons the first few. */
export type CourseNews = {
  course: Pick<CourseCard, 'id' | 'slug' | 'title' | 'language'>
  count: number
  lessons: { id: string; title: string }[]
}

export type ActiveDay = { day: string; secondsSpent: number; lessonsDone: number }
/** A year of learning in the person's own days, `from` and `today` included; days without any are left out. */
export type Activity = {
  today: string
  from: string
  days: ActiveDay[]
  streakDays: number
  longestStreakDays: number
  isLearnedToday: boolean
}

export type Overview = {
  /** In no course now. */
  isBeginner: boolean
  continuation: Continuation | null
  news: CourseNews[]
  activity: Activity
  certificates: MyCertificate[]
}
/** The overview stands above the first page of the list only. */
export type Dashboard = { learning: Page<LearningCard>; overview: Overview | null }

/** One line of a learner's ledger. */
export type LedgerEntry = {
  id: string
  at: Date
  kind: ProgressEventKind
  /** The course's percent after it. */
  percent: number
  cause: ProgressCause | null
  watchedPercent: number | null
  /** Of an attempt at a quiz. */
  scorePercent: number | null
  /** Null where it is about no lesson, or its lesson is gone with its words. */
  lessonTitle: string | null
  /** Of a lesson that still stands in the course. */
  lessonId: string | null
}
export type Ledger = {
  course: Pick<CourseCard, 'slug' | 'title' | 'language'>
  percent: number
  entries: Page<LedgerEntry>
}

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

/** The lessons of a course that a learner has done, and those they have begun. */
export type LessonMarks = { done: ReadonlySet<string>; started: ReadonlySet<string> }

export function toLearnerState(
  course: Pick<CourseDetails, 'outline'> & { can: { edit: boolean } },
  enrollment: EnrollmentState | null,
  { done, started, given, moment }: LessonMarks & { given: Accommodations; moment: Date },
): LearnerState {
  const lessons = lessonsOf(course.outline)
  const openings =
    course.can.edit || enrollment === null
      ? {}
      : openingsOf(lessons, {
          enrolledAt: enrollment.enrolledAt,
          doneLessonIds: done,
          startedLessonIds: started,
          given,
          moment,
        })
  const open = countedLessons(lessons).filter((lesson) => !done.has(lesson.id))
  const begun = new Set([...done, ...started])
  const isCompleted = enrollment?.status === 'completed'
  return {
    enrollment,
    percent: enrollment?.progress ?? 0,
    isCompleted,
    doneLessonIds: idsWhere(lessons, ({ id }) => done.has(id)),
    startedLessonIds: idsWhere(lessons, ({ id }) => started.has(id)),
    newLessonIds: idsWhere(lessons, (lesson) => isNew(lesson, enrollment) && !begun.has(lesson.id)),
    doneCount: lessons.filter((lesson) => done.has(lesson.id)).length,
    lessonCount: lessons.length,
    openSinceCompletion: isCompleted ? open.length : 0,
    continueWith: lessonToContinue(
      lessons.filter(({ id }) => openings[id] === undefined),
      done,
      enrollment?.lastLessonId ?? null,
    ),
    openings,
    given,
  }
}

function isNew({ addedAt }: OutlineLesson, enrollment: EnrollmentState | null): boolean {
  return enrollment !== null && addedAt > enrollment.enrolledAt
}

function idsWhere(lessons: OutlineLesson[], holds: (lesson: OutlineLesson) => boolean): string[] {
  return lessons.filter(holds).map(({ id }) => id)
}

/** The title of the module a lesson stands in. */
export function moduleTitleOf(outline: OutlineModule[], lessonId: string): string {
  const holds = (module: OutlineModule) => lessonsOf([module]).some((lesson) => lesson.id === lessonId)
  return outline.find(holds)?.title ?? ''
}

/** One learner of a course as its teachers see them in the list. */
export type Student = {
  id: string
  username: string
  fullName: string
  avatarUrl: string | null
  status: EnrollmentStatus
  /** Null of who learns here no more. */
  standing: Standing | null
  /** A teacher ended it; else the learner left by themselves. */
  isRemoved: boolean
  percent: number
  enrolledAt: Date
  completedAt: Date | null
  lastActiveAt: Date
  lastLesson: { id: string; title: string } | null
}

/** How many learners stand how; `all` are those who learn here now, `left` those who do so no more. */
export type StudentCounts = Record<StudentFilter | 'all', number>

/** The course as the pages about its students name it. */
export type TaughtCourseHead = {
  id: string
  slug: string
  title: string
  language: string
  timeZone: string
  hasSchedule: boolean
  can: { announce: boolean }
}

export type StudentList = {
  course: TaughtCourseHead
  counts: StudentCounts
  page: Page<Student>
  /** Of who was removed a moment ago, to be taken back from this very page. */
  removed: { id: string; fullName: string } | null
}

/** One learner of a course for its teachers: how they stand, what counted, and what they get beyond others. */
export type StudentDetails = {
  course: TaughtCourseHead
  student: Student
  entries: Page<LedgerEntry>
  accommodations: Accommodations
  /** What changed their grades and rights, newest first. */
  trail: CourseTrailEntry[]
}
