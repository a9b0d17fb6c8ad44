import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/transaction'
import { log } from '@/lib/platform/log'
import { Notification } from '@/models/notification'
import { User } from '@/models/user'
import { choicesOf, type Choices } from '../choices'
import { NOTICES, type NoticeName } from '../constants'
import { sendDigestLetter } from '../letters'
import { requireHouse } from '../policy'

const DAY = 86_400_000
/** More than this is counted at the end of the letter and read in the academy. */
const LINES_MAX = 30
/** Rows looked at for one letter; what is older still is not new any more. */
const ROWS_MAX = 200

/**
 * Writes the daily letters that are due by now, one person after the other. A letter and the mark that its rows stood in
 * one are written together, so a run that is cut short goes on where it stopped. Stops early when `signal` says so.
 */
export async function writeDigests(
  viewer: Viewer,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ written: number }> {
  requireHouse(viewer)
  const at = now()
  let written = 0
  while (signal?.aborted !== true) {
    const next = await Notification.findOne({ digestAt: { $lte: at } })
      .sort({ digestAt: 1 })
      .select({ user: 1 })
      .lean()
    if (next === null) break
    if (await writeOrPostpone(next.user, at)) written += 1
  }
  return { written }
}

/** A letter that cannot be written keeps nobody else's back: it stands in the next day's. */
async function writeOrPostpone(userId: Types.ObjectId, at: Date): Promise<boolean> {
  try {
    return await inTransaction(() => writeDigest(userId, at))
  } catch (error) {
    log.error({ error, userId: userId.toHexString() }, 'A daily letter could not be written.')
    const due = { user: userId, digestAt: { $lte: at } }
    await Notification.updateMany(due, { $set: { digestAt: new Date(at.getTime() + DAY) } })
    return false
  }
}

/** True when there was something to say. */
async function writeDigest(userId: Types.ObjectId, at: Date): Promise<boolean> {
  const due = { user: userId, digestAt: { $lte: at } }
  const rows = await Notification.find(due)
    .select('notice params link readAt')
    .sort({ digestAt: 1 })
    .limit(ROWS_MAX)
    .lean()
  const { modifiedCount } = await Notification.updateMany(due, { $unset: { digestAt: 1 } })
  const person = await User.findOne({ _id: userId, active: true, emailVerifiedAt: { $ne: null } })
    .select('email fullName preferences')
    .lean()
  if (person === null || modifiedCount === 0) return false
  const choices = choicesOf(person.preferences.notify)
  // Who has read it here already, or has switched it off meanwhile, is not told again.
  const fresh = rows.filter(({ readAt, notice }) => readAt == null && isMailed(choices, notice))
  if (fresh.length === 0) return false
  await sendDigestLetter(person, fresh.slice(0, LINES_MAX), Math.max(0, fresh.length - LINES_MAX))
  return true
}

function isMailed(choices: Choices, notice: NoticeName): boolean {
  const { kind } = NOTICES[notice]
  return kind !== 'operation' && (choices[kind].mail ?? 'off') !== 'off'
}
