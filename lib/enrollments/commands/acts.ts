import 'server-only'
import type { Types } from 'mongoose'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { LearnerAct } from '@/models/learner-act'
import type { ActFact, LearnerActKind } from '../constants'

type Value = string | number | Date | null
type Act = {
  course: Types.ObjectId
  /** Null: everybody who learns in the course. */
  user: Types.ObjectId | null
  act: LearnerActKind
  lesson?: Types.ObjectId
  /** Facts that stayed as they were may be among them. */
  changes?: readonly { what: ActFact; before: Value; after: Value }[]
  reason?: string | undefined
  /** Whose doing it is where the house carries it out; else the viewer's. */
  by?: Types.ObjectId | null
}

/**
 * Writes down what the viewer did to learners of a course, in the transaction of the act itself, whose command has asked
 * for the right. What changes nothing is not written.
 *
 * @returns whether there was anything to write
 */
export async function recordAct(viewer: Viewer, { changes, reason = '', ...act }: Act): Promise<boolean> {
  const changed = (changes ?? [])
    .map(({ what, before, after }) => ({ what, before: toText(before), after: toText(after) }))
    .filter(({ before, after }) => before !== after)
  if (changes !== undefined && changed.length === 0) return false
  const by = isMember(viewer) ? toObjectId(viewer.userId) : null
  await LearnerAct.insertMany([{ by, ...act, changes: changed, reason, at: now() }])
  return true
}

function toText(value: Value): string | null {
  if (value === null) return null
  return value instanceof Date ? value.toISOString() : String(value)
}
