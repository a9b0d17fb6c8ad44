import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { LOG_ENTRIES } from '../constants'
import { namesOf, toTrailEntry, type LogRow, type PersonRow, type TrailEntry } from '../dto'
import { joined, withPeople } from './joins'

/** Joins how the viewer's own grade of a quiz changed, with the names of who did it, to a row of that quiz. */
export function withOwnQuizTrail(
  viewer: Viewer,
  lesson: Types.ObjectId,
): (PipelineStage.Set | PipelineStage.Lookup)[] {
  const own = { lesson, user: toObjectId(requireMember(viewer).userId) }
  return [
    joined('gradeLog', [{ $match: own }, { $sort: { at: -1, _id: -1 } }, { $limit: LOG_ENTRIES }], 'log'),
    ...withPeople(['$log.by']),
  ]
}

export type JoinedTrail = { log: LogRow[]; people: PersonRow[] }

/** Newest first, by whom and why. */
export function toOwnQuizTrail({ log, people }: JoinedTrail): TrailEntry[] {
  const names = namesOf(people)
  return log.map((entry) => toTrailEntry(entry, names))
}
