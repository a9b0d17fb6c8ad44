import type { EnrollmentStatus } from '@/lib/enrollments/constants'
import type { Page } from '@/lib/platform/db/keyset'
import type { Standing, StudentFilter } from './standing'

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
