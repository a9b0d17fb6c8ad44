import 'server-only'
import { User } from '@/models/user'
import { requireMember, type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError } from '@/lib/platform/errors'
import { limit } from '@/lib/platform/http/rate-limit'
import { emit } from '@/lib/platform/jobs/events'
import { REASONS } from '../constants'
import { emailVerified } from '../events'
import type { CodeEntry, Nothing } from '../schema'
import { toAddressee } from '../dto'
import { checkCode, issueCode } from './codes'

/** Takes the code that was mailed at registration; from then on the person may write, upload and publish. */
export async function verifyEmail(viewer: Viewer, { code }: CodeEntry): Promise<{ userId: string }> {
  const { userId } = requireMember(viewer)
  await limit('codeTry', viewerKey(viewer))
  const checked = await checkCode(viewer, { userId, purpose: 'verifyEmail', code })
  await inTransaction(async () => {
    await checked.consume()
    const { matchedCount } = await User.updateOne(
      { _id: toObjectId(userId), email: checked.email },
      { $set: { emailVerifiedAt: now() } },
    )
    if (matchedCount !== 1)
      throw new AppError('conflict', 'The address was changed.', { reason: REASONS.codeExpired })
    await emit(emailVerified, { userId })
  })
  return { userId }
}

/** Mails another code in place of the one before. */
export async function resendCode(viewer: Viewer, _input: Nothing): Promise<{ email: string }> {
  const { userId } = requireMember(viewer)
  const user = await User.findById(toObjectId(userId))
    .select('email emailVerifiedAt fullName username preferences')
    .lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  if (user.emailVerifiedAt) {
    throw new AppError('conflict', 'The address is proven already.', { reason: REASONS.alreadyVerified })
  }
  await limit('codeMail', viewerKey(viewer))
  await inTransaction(() => issueCode(viewer, { userId, purpose: 'verifyEmail', to: toAddressee(user) }))
  return { email: user.email }
}
