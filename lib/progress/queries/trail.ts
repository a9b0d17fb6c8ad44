import 'server-only'
import type { PipelineStage } from 'mongoose'
import type { SubmissionState } from '@/lib/assignments/constants'
import { namesOf, toLearnersEntry, type LogRow, type PersonRow } from '@/lib/assignments/dto'
import { GradeLog } from '@/models/grade-log'
import type { LearnerActFields } from '@/models/learner-act'
import type { Learner } from '../commands/ledger'
import { TRAIL_ENTRIES } from '../constants'
import type { CourseTrailEntry } from '../trail-dto'

type Joined = { lessons: { title: string }[]; people: PersonRow[] }
type GradeRow = LogRow & Joined & { attempts: { state: SubmissionState }[] }
type ActRow = LearnerActFields & Joined & { _id: LogRow['_id'] }

const newest = (limit: number) => [{ $sort: { at: -1 as const, _id: -1 as const } }, { $limit: limit }]

/**
 * The newest changes of what one learner of a course may do and how they are graded there, newest first. One round trip.
 * The caller has asked who wants to know.
 *
 * @param since when they enrolled first: what was done to everybody before is not about them
 * @param isForLearner leaves out what belongs to grades that are held
 * @param limit how many are looked at
 */
export async function readTrail(
  learner: Learner,
  { since, isForLearner, limit = TRAIL_ENTRIES }: { since: Date; isForLearner: boolean; limit?: number },
): Promise<CourseTrailEntry[]> {
  const rows = await GradeLog.aggregate<GradeRow | ActRow>([
    { $match: learner },
    ...newest(limit),
    named('submissions', 'submission', { field: 'state', as: 'attempts' }),
    { $unionWith: { coll: 'learnerActs', pipeline: actsOf(learner, { since, limit }) } },
    ...newest(limit),
    named('lessons', 'lesson', { field: 'title', as: 'lessons' }),
    {
      $lookup: {
        from: 'users',
        localField: 'by',
        foreignField: '_id',
        pipeline: [{ $project: { fullName: 1, username: 1 } }],
        as: 'people',
      },
    },
  ]).option({ batchSize: limit })
  return rows.flatMap((row) => {
    if ('changes' in row) return [toAct(row)]
    if (!isForLearner) return [toGrade(row)]
    return toLearnersEntry(row, row.submission ? row.attempts[0]?.state : null).map(toGrade)
  })
}

/** One range of the index for the learner and one for everybody. */
function actsOf(
  { user, course }: Learner,
  { since, limit }: { since: Date; limit: number },
): PipelineStage.FacetPipelineStage[] {
  return [{ $match: { course, $or: [{ user }, { user: null, at: { $gte: since } }] } }, ...newest(limit)]
}

function named(from: string, localField: string, { field, as }: { field: string; as: string }) {
  return {
    $lookup: { from, localField, foreignField: '_id', pipeline: [{ $project: { _id: 0, [field]: 1 } }], as },
  }
}

function factsOf({ _id, at, by, reason, people, lessons }: (GradeRow | ActRow) & Joined) {
  return {
    id: _id.toHexString(),
    at,
    by: by ? (namesOf(people).get(by.toHexString()) ?? '') : null,
    reason: reason ?? '',
    lessonTitle: lessons[0]?.title ?? null,
  }
}

function toGrade(row: GradeRow): CourseTrailEntry {
  const points = (hundredths: number | null | undefined) => (hundredths == null ? null : hundredths / 100)
  const { act, attempt, before, after, outOf } = row
  return {
    ...factsOf(row),
    ...{ kind: 'grade', act, attempt: attempt ?? null },
    ...{ before: points(before), after: points(after), outOf: points(outOf) },
  }
}

function toAct(row: ActRow): CourseTrailEntry {
  const changes = row.changes.map(({ what, before, after }) => ({
    ...{ what, before: before ?? null, after: after ?? null },
  }))
  return { ...factsOf(row), kind: 'act', act: row.act, isForAll: !row.user, changes }
}
