import 'server-only'
import { User } from '@/models/user'
import { hashPassword, verifyPassword } from '@/lib/platform/auth/password'
import { revokeAllApiTokens } from '@/lib/platform/auth/api-tokens'
import { endAllSignIns } from '@/lib/platform/auth/sign-ins'
import { requireMember, type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError } from '@/lib/platform/errors'
import { limit } from '@/lib/platform/http/rate-limit'
import { emit } from '@/lib/platform/jobs/events'
import { REASONS, RESET_LINK_SECONDS } from '../constants'
import { toAddressee } from '../dto'
import { emailVerified } from '../events'
import { sendPasswordChangedLetter, sendResetLetter } from '../letters'
import { refuseField, refuseUnfitPassword } from '../refusals'
import { hashToken, newToken } from '../reset-token'
import type { PasswordChange, PasswordReset } from '../schema'

const PERSON = 'email emailVerifiedAt fullName username preferences active'

/**
 * Mails the link, when the address has an account that may sign in. Called by a job, so that whoever asked waits
 * equally long and hears the same whether or not there is one.
 */
export async function sendResetLink(viewer: Viewer, { email }: { email: string }): Promise<void> {
  if (viewer.kind !== 'system') throw new AppError('forbidden', 'Only the house sends reset links.')
  const user = await User.findOne({ email }).select(PERSON).lean()
  if (!user?.active) return
  const token = newToken()
  const expiresAt = new Date(now().getTime() + RESET_LINK_SECONDS * 1000)
  await inTransaction(async () => {
    await User.updateOne(
      { _id: user._id, email },
      { $set: { passwordReset: { hash: hashToken(token), expiresAt } } },
    )
    await sendResetLetter(toAddressee(user), token)
  })
}

/** Sets a new password by the mailed link, which proves the address too; every sign-in ends. */
export async function resetPassword(
  viewer: Viewer,
  { token, password }: PasswordReset,
): Promise<{ userId: string }> {
  await limit('codeTry', viewerKey(viewer))
  const valid = { 'passwordReset.hash': hashToken(token), 'passwordReset.expiresAt': { $gt: now() } }
  const user = await User.findOne(valid).select(PERSON).lean()
  if (!user?.active) throw linkSpent()
  refuseUnfitPassword('password', password, user)
  const passwordHash = await hashPassword(password)
  const userId = user._id.toHexString()
  const at = now()
  await inTransaction(async () => {
    const { matchedCount } = await User.updateOne(
      { _id: user._id, ...valid },
      {
        $set: { passwordHash, passwordChangedAt: at, emailVerifiedAt: user.emailVerifiedAt ?? at },
        $unset: { passwordReset: 1 },
      },
    )
    if (matchedCount !== 1) throw linkSpent()
    await endAllSignIns(userId)
    await revokeAllApiTokens(userId)
    if (!user.emailVerifiedAt) await emit(emailVerified, { userId })
    await sendPasswordChangedLetter(toAddressee(user), at)
  })
  return { userId }
}

/** Changes the password of who knows the one before; this sign-in stays, every other ends. */
export async function changePassword(viewer: Viewer, input: PasswordChange): Promise<{ userId: string }> {
  const { userId, signInId } = requireMember(viewer)
  const user = await confirmPassword(viewer, { password: input.currentPassword, field: 'currentPassword' })
  refuseUnfitPassword('newPassword', input.newPassword, user)
  const passwordHash = await hashPassword(input.newPassword)
  const at = now()
  await inTransaction(async () => {
    const { matchedCount } = await User.updateOne(
      { _id: user._id, passwordHash: user.passwordHash },
      { $set: { passwordHash, passwordChangedAt: at }, $unset: { passwordReset: 1 } },
    )
    if (matchedCount !== 1) throw new AppError('conflict', 'The password was changed elsewhere meanwhile.')
    await endAllSignIns(userId, signInId)
    await revokeAllApiTokens(userId)
    await sendPasswordChangedLetter(toAddressee(user), at)
  })
  return { userId }
}

/**
 * Asks for the password before something that could take the account away. Who has none (Google, GitHub) proves
 * nothing by it, and has nothing to type.
 */
export async function confirmPassword(
  viewer: Viewer,
  { password, field }: { password?: string; field: string },
) {
  const { userId } = requireMember(viewer)
  const user = await User.findById(toObjectId(userId)).select(`${PERSON} +passwordHash`).lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  await limit('passwordCheck', viewerKey(viewer))
  const { passwordHash } = user
  const isRight = !passwordHash || (await verifyPassword(password ?? '', passwordHash))
  if (!isRight) throw refuseField('invalid', field, REASONS.passwordWrong)
  return user
}

function linkSpent(): AppError {
  return new AppError('invalid', 'The link was used or is too old.', { reason: REASONS.linkSpent })
}
