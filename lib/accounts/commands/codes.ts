import 'server-only'
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { Otp } from '@/models/otp'
import { type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { CODE_LENGTH, CODE_SECONDS, CODE_TRIES, type OtpPurpose, REASONS } from '../constants'
import { type Addressee, sendCodeLetter } from '../letters'

type CodeOf = { userId: string; purpose: OtpPurpose }

/** Mails a fresh code in place of the one before, inside the caller's transaction. */
export async function issueCode(
  _viewer: Viewer,
  { userId, purpose, to }: CodeOf & { to: Addressee },
): Promise<void> {
  const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0')
  await Otp.updateOne(
    { user: toObjectId(userId), purpose },
    {
      $set: {
        email: to.email,
        codeHash: hashCode({ userId, purpose, email: to.email, code }),
        attempts: 0,
        sentAt: now(),
      },
    },
    { upsert: true },
  )
  await sendCodeLetter(to, purpose, code)
}

export type CheckedCode = { email: string; consume: () => Promise<void> }

/**
 * Judges a typed code. The try is counted before the comparison and outside any transaction, so that neither parallel
 * requests nor a rolled back command give a try back. `consume` belongs into the transaction of what the code allows.
 */
export async function checkCode(
  _viewer: Viewer,
  { userId, purpose, code }: CodeOf & { code: string },
): Promise<CheckedCode> {
  const user = toObjectId(userId)
  const fresh = { user, purpose, sentAt: { $gt: new Date(now().getTime() - CODE_SECONDS * 1000) } }
  const row = await Otp.findOneAndUpdate(
    { ...fresh, attempts: { $lt: CODE_TRIES } },
    { $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean()
  if (!row) throw refusal((await Otp.exists(fresh)) ? REASONS.codeSpent : REASONS.codeExpired)
  const isRight = equal(row.codeHash, hashCode({ userId, purpose, email: row.email, code }))
  if (!isRight) throw refusal(row.attempts >= CODE_TRIES ? REASONS.codeSpent : REASONS.codeWrong)
  const consume = async () => {
    const { deletedCount } = await Otp.deleteOne({ _id: row._id, codeHash: row.codeHash })
    if (deletedCount !== 1) throw refusal(REASONS.codeExpired)
  }
  return { email: row.email, consume }
}

function refusal(reason: string): AppError {
  return new AppError('invalid', 'The code cannot be taken.', { reason, fields: { code: reason } })
}

/** A million codes are counted through in a second, so the hash is keyed: a stolen database does not tell them. */
function hashCode({ userId, purpose, email, code }: CodeOf & { email: string; code: string }): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET)
    .update(['otp', purpose, userId, email, code].join('\n'))
    .digest('base64url')
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
