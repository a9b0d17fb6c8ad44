import { createHmac } from 'node:crypto'
import { RateLimit } from '@/models/rate-limit'
import { now } from '../clock'
import { env } from '../env'
import { AppError } from '../errors'
import { LIMITS, type Limit, type LimitName } from './limits'

/** What of a limit is used up: `left` of `points` calls until the window ends in `resetSeconds`. */
export type Quota = { name: LimitName; points: number; seconds: number; left: number; resetSeconds: number }

/**
 * Counts one more of `name` for `key` and refuses when the window's number is used up. The count is one atomic upsert in
 * the database, shared by all processes and outside any open transaction: a refused command still counts.
 *
 * Why not the store of rate-limiter-flexible: it reads the machine's clock, which tests cannot move, and needs up to
 * three calls where an expired row is met. The window is decided inside the update here, in one call.
 */
export async function limit(name: LimitName, key: string): Promise<Quota> {
  const { points, seconds } = limitOf(name)
  const at = now()
  const window = await countOne(idOf(name, key), at, new Date(at.getTime() + seconds * 1000))
  const wait = Math.max(1, Math.ceil((window.expiresAt.getTime() - at.getTime()) / 1000))
  if (window.count <= points)
    return { name, points, seconds, left: points - window.count, resetSeconds: wait }
  throw new AppError('limited', `Too often. Try again in ${wait} seconds.`, {
    reason: 'too_often',
    retryAfterSeconds: wait,
  })
}

/** The same of a limit that has just refused. */
export function quotaOf(name: LimitName, { retryAfterSeconds = 0 }: AppError): Quota {
  return { name, ...limitOf(name), left: 0, resetSeconds: retryAfterSeconds }
}

/** Gives the count back, as after a sign-in that succeeded. */
export async function forgetLimit(name: LimitName, key: string): Promise<void> {
  await RateLimit.deleteOne({ _id: idOf(name, key) }).session(null)
}

/** Forgets whatever was counted for a key, under any name, as when an account is erased. */
export async function forgetLimitsOf(key: string): Promise<void> {
  const names = Object.keys(LIMITS) as LimitName[]
  await RateLimit.deleteMany({ _id: { $in: names.map((name) => idOf(name, key)) } }).session(null)
}

export function limitOf(name: LimitName): Limit {
  const { scale, limits } = env().RATE_LIMITS
  const { points, seconds } = limits[name] ?? LIMITS[name]
  return { points: Math.max(1, Math.floor(limits[name] === undefined ? points * scale : points)), seconds }
}

type Window = { count: number; expiresAt: Date }

/** Two first calls at once both insert; the database itself tries the loser's upsert again on the row that is there. */
async function countOne(_id: string, at: Date, expiresAt: Date): Promise<Window> {
  const isOver = { $lte: [{ $ifNull: ['$expiresAt', at] }, at] }
  const window = await RateLimit.findOneAndUpdate(
    { _id },
    [
      {
        $set: {
          count: { $cond: [isOver, 1, { $add: ['$count', 1] }] },
          expiresAt: { $cond: [isOver, expiresAt, '$expiresAt'] },
        },
      },
    ],
    {
      upsert: true,
      returnDocument: 'after',
      updatePipeline: true,
      session: null,
      runValidators: false,
      lean: true,
    },
  )
  if (window === null) throw new Error('The limit was not counted.')
  return window
}

function idOf(name: LimitName, key: string): string {
  const hash = createHmac('sha256', env().NEXTAUTH_SECRET).update(key).digest('base64url').slice(0, 22)
  return `${name}:${hash}`
}
