import type { PipelineStage, Types } from 'mongoose'
import { isLearning } from '@/lib/enrollments/dto'
import type { EnrollmentStatus } from '@/lib/enrollments/constants'
import type { Standing } from '../constants'
import { standingOf, type StandingLimits } from '../standing'
import type { Student } from '../dto'

export type StudentRow = {
  _id: Types.ObjectId
  user: Types.ObjectId
  status: EnrollmentStatus
  progress: number
  enrolledAt: Date
  completedAt?: Date | null
  lastAccessedAt: Date
  movedAt?: Date | null
  removedBy?: Types.ObjectId | null
  lastLesson?: Types.ObjectId | null
  people: { username: string; fullName: string; avatar?: { url: string } | null }[]
  lessons: { title: string }[]
}

export function toStudent(row: StudentRow, limits: StandingLimits): Student {
  const [person] = row.people
  const [lesson] = row.lessons
  return {
    id: row.user.toHexString(),
    username: person?.username ?? '',
    fullName: person?.fullName ?? '',
    avatarUrl: person?.avatar?.url ?? null,
    status: row.status,
    standing: standingIn(row, limits),
    isRemoved: row.removedBy != null,
    percent: row.progress,
    enrolledAt: row.enrolledAt,
    completedAt: row.completedAt ?? null,
    lastActiveAt: row.lastAccessedAt,
    lastLesson: row.lastLesson && lesson ? { id: row.lastLesson.toHexString(), title: lesson.title } : null,
  }
}

/** How the learner of an enrolment stands; null for who learns there no more. */
export function standingIn(
  row: Pick<StudentRow, 'user' | 'status' | 'progress' | 'lastAccessedAt' | 'movedAt' | 'lastLesson'>,
  limits: StandingLimits,
): Standing | null {
  if (!isLearning(row)) return null
  const { user, status, progress, lastAccessedAt, movedAt = null, lastLesson } = row
  const facts = { userId: user.toHexString(), status, progress, lastAccessedAt, movedAt }
  return standingOf({ ...facts, hasBegun: lastLesson != null }, limits)
}

/** Who a row of a student is about. */
export const PERSON: PipelineStage.Lookup = {
  $lookup: {
    from: 'users',
    localField: 'user',
    foreignField: '_id',
    pipeline: [{ $project: { _id: 0, username: 1, fullName: 1, 'avatar.url': 1 } }],
    as: 'people',
  },
}

/** What joins a student's name and the title of their last lesson to an enrolment. */
export const STUDENT_STAGES: (PipelineStage.Lookup | PipelineStage.Project)[] = [
  PERSON,
  {
    $lookup: {
      from: 'lessons',
      localField: 'lastLesson',
      foreignField: '_id',
      pipeline: [{ $project: { _id: 0, title: 1 } }],
      as: 'lessons',
    },
  },
]
