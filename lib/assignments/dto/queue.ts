import type { TaughtCourse } from '@/lib/courses/queries/taught'
import type { SubmissionState } from '../constants'
import type { AssignmentTask, TeacherWork, TrailEntry } from '../dto'

export type QueueEntry = {
  id: string
  courseId: string
  courseTitle: string
  lessonId: string
  lessonTitle: string
  learner: string
  attempt: number
  submittedAt: string
  daysLate: number
  state: SubmissionState
}

export type Neighbour = { id: string; courseId: string } | null

/** One attempt beside what was asked, for who grades it. */
export type SubmissionInHand = {
  course: Pick<TaughtCourse, 'id' | 'title' | 'slug' | 'language'>
  lessonId: string
  lessonTitle: string
  learner: string
  userId: string
  work: TeacherWork
  dueAt: string | null
  /** The version of the assignment that it answers. */
  task: AssignmentTask
  /** The learner's other attempts, newest first. */
  others: TeacherWork[]
  trail: TrailEntry[]
  previous: Neighbour
  next: Neighbour
  /** Nobody grades their own work. */
  can: { grade: boolean }
}
