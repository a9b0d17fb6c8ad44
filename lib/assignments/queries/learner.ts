import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { AccommodationFields } from '@/models/accommodation'
import { AssignmentVersion } from '@/models/assignment-version'
import type { GradeFields } from '@/models/grade'
import { attemptsLeftOf, nextAttemptOf } from '../attempts'
import { ASSIGNMENT_LIMITS, LOG_ENTRIES } from '../constants'
import {
  namesOf,
  toLearnerWork,
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
  grace: AccommodationFields[]
  people: PersonRow[]
}

/**
 * An assignment with what the viewer did at it; null while nothing of it is published. The caller, lib/progress, knows
 * that the lesson is open to them. Nothing of a grade that is held goes out. One round trip.
 */
export async function findLearnerAssignment(
  viewer: Viewer,
  { lessonId, courseId }: { lessonId: string; courseId: string },
): Promise<LearnerAssignment | null> {
  const { userId, timeZone } = requireMember(viewer)
  const own = { lesson: toObjectId(lessonId), user: toObjectId(userId) }
  const [row] = await AssignmentVersion.aggregate<Row>([
    { $match: { lesson: own.lesson, isCurrent: true } },
    joined('submissions', [
      { $match: own },
      { $sort: { attempt: 1 } },
      { $limit: ASSIGNMENT_LIMITS.attemptsEver },
    ]),
    joined('grades', [{ $match: own }]),
    joined('gradeLog', [{ $match: own }, { $sort: { at: -1, _id: -1 } }, { $limit: LOG_ENTRIES }], 'log'),
    joined('accommodations', [{ $match: { course: toObjectId(courseId), user: own.user } }], 'grace'),
    ...withPeople(['$submissions.grade.by', '$submissions.returned.by', '$log.by']),
  ])
  return row === undefined ? null : { ...toLearnerAssignment(row), timeZone }
}

function toLearnerAssignment(row: Row): Omit<LearnerAssignment, 'timeZone'> {
  const names = namesOf(row.people)
  const works = row.submissions.map((submission) => toLearnerWork(submission, names))
  const allowed = row.attempts + (row.grace[0]?.extraAttempts ?? 0)
  const dueAt = dueAtOf(row.due ?? null, row.grace[0]?.laterDays ?? 0)
  const isPast = dueAt !== null && now() > dueAt
  return {
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

/** What belongs to released grades or to none; of work that was sent back, that it was, and nothing of a grade it had. */
function visibleLog({ submissions, log }: Row): LogRow[] {
  const released = new Set(
    submissions.filter(({ state }) => state === 'released').map(({ _id }) => _id.toHexString()),
  )
  return log.flatMap((entry) => {
    if (entry.act === 'returned') return [{ ...entry, before: null }]
    const isVisible = !entry.submission || released.has(entry.submission.toHexString())
    return isVisible ? [entry] : []
  })
}
