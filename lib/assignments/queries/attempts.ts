import 'server-only'
import type { Types } from 'mongoose'
import { AssignmentVersion } from '@/models/assignment-version'
import { Submission } from '@/models/submission'
import { ASSIGNMENT_LIMITS } from '../constants'
import type { SubmissionRow, VersionRow } from '../dto'

export type LearnerAndLesson = { user: Types.ObjectId; course: Types.ObjectId; lesson: Types.ObjectId }

/** What learners get of an assignment now; null while nothing is published. */
export function findCurrentVersion(lesson: Types.ObjectId): Promise<VersionRow | null> {
  return AssignmentVersion.findOne({ lesson, isCurrent: true }).lean<VersionRow>()
}

/** A learner's attempts, oldest first. */
export function readAttempts({
  user,
  lesson,
}: Pick<LearnerAndLesson, 'user' | 'lesson'>): Promise<SubmissionRow[]> {
  return Submission.find({ lesson, user })
    .sort({ attempt: 1 })
    .limit(ASSIGNMENT_LIMITS.attemptsEver)
    .lean<SubmissionRow[]>()
}
