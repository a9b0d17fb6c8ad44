import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { Accommodations } from '@/lib/quizzes/dto/accommodations'
import type { GradeFields } from '@/models/grade'
import { attemptsLeftOf, nextAttemptOf } from '../attempts'
import { ASSIGNMENT_LIMITS, LOG_ENTRIES } from '../constants'
import {
  namesOf,
  toLearnerWork,
  toLearnersEntry,
  toTask,
  toTrailEntry,
  type LearnerAssignment,
  type LogRow,
  type PersonRow,
  type SubmissionRow,
  type VersionRow,
} from '../dto'
import { dueAtOf } from '../due'
import { joined, withPeople } from './joins'

type Row = VersionRow & {
  submissions: SubmissionRow[]
  grades: GradeFields[]
  log: LogRow[]
  people: PersonRow[]
}

/**
 * Joins an assignment with what the viewer did at it to the row of its lesson; lessons of other types get none of it. So a
 * lesson's page needs no round trip of its own for it. Only `toLearnerAssignment` may read what is joined.
 */
export function withLearnerAssignment(viewer: Viewer, lesson: Types.ObjectId): PipelineStage.Lookup {
  const own = { lesson, user: toObjectId(requireMember(viewer).userId) }
  return joined(
    'assignmentVersions',
    [
      { $match: { lesson, isCurrent: true } },
      joined('submissions', [
        { $match: own },
        { $sort: { attempt: 1 } },
        { $limit: ASSIGNMENT_LIMITS.attemptsEver },
      ]),
      joined('grades', [{ $match: own }]),
      joined('gradeLog', [{ $match: own }, { $sort: { at: -1, _id: -1 } }, { $limit: LOG_ENTRIES }], 'log'),
      ...withPeople(['$submissions.grade.by', '$submissions.returned.by', '$log.by']),
    ],
    'assignments',
  )
}

/** What is joined: nothing while no version of the assignment is published. */
export type JoinedAssignment = { assignments: Row[] }

/**
 * An assignment as its learner may see it; null while nothing of it is published. The caller, lib/progress, knows that the
 * lesson is open to them. Nothing of a grade that is held goes out.
 */
export function toLearnerAssignment(
  { assignments: [row] }: JoinedAssignment,
  { given, timeZone }: { given: Accommodations; timeZone: string },
): LearnerAssignment | null {
  if (row === undefined) return null
  const names = namesOf(row.people)
  const works = row.submissions.map((submission) => toLearnerWork(submission, names))
  const allowed = row.attempts + given.extraAttempts
  const dueAt = dueAtOf(row.due ?? null, given.laterDays)
  const isPast = dueAt !== null && now() > dueAt
  return {
    timeZone,
    task: toTask(row),
    dueAt: dueAt?.toISOString() ?? null,
    isLate: isPast,
    isOver: isPast && row.late.rule === 'refused',
    draft: works.find(({ state }) => state === 'draft') ?? null,
    nextAttempt: nextAttemptOf(row.submissions, allowed),
    attemptsLeft: attemptsLeftOf(row.submissions, allowed),
    attempts: works.filter(({ state }) => state !== 'draft').toReversed(),
    counted: toCounted(row.grades[0]),
    trail: visibleLog(row).map((entry) => toTrailEntry(entry, names)),
  }
}

function toCounted(grade: GradeFields | undefined): LearnerAssignment['counted'] {
  const score = grade?.override?.score ?? grade?.score
  if (grade === undefined || score == null) return null
  return {
    score: score / 100,
    outOf: grade.outOf / 100,
    isPassed: grade.isPassed,
    isOverridden: Boolean(grade.override),
    reason: grade.override?.reason ?? '',
  }
}

function visibleLog({ submissions, log }: Row): LogRow[] {
  const stateOf = new Map(submissions.map(({ _id, state }) => [_id.toHexString(), state]))
  return log.flatMap((entry) =>
    toLearnersEntry(entry, entry.submission ? stateOf.get(entry.submission.toHexString()) : null),
  )
}
