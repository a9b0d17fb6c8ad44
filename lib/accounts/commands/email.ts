import 'server-only'
import { Otp } from '@/models/otp'
import { User } from '@/models/user'
import { requireMember, type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { onDuplicateKey } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError } from '@/lib/platform/errors'
import { limit } from '@/lib/platform/http/rate-limit'
import { emit } from '@/lib/platform/jobs/events'
import { REASONS } from '../constants'
import { toAddressee } from '../dto'
import { emailVerified } from '../events'
import { sendEmailChangedLetter } from '../letters'
import { describeTaken, refuseField } from '../refusals'
import type { CodeEntry, EmailChange, Nothing } from '../schema'
import { checkCode, issueCode } from './codes'
import { confirmPassword } from './password'

/** Mails a code to the new address; until it is typed in, nothing changes. */
export async function requestEmailChange(viewer: Viewer, input: EmailChange): Promise<{ email: string }> {
  const { userId } = requireMember(viewer)
  const user = await confirmPassword(viewer, { password: input.password, field: 'password' })
  if (user.email === input.email) throw refuseField('invalid', 'email', REASONS.emailSame)
  await limit('codeMail', viewerKey(viewer))
  await limit('codeMail', `to:${input.email}`)
  if (await User.exists({ email: input.email })) throw describeTaken(['email'])
  const to = { ...toAddressee(user), email: input.email }
  await inTransaction(() => issueCode(viewer, { userId, purpose: 'changeEmail', to }))
  return { email: input.email }
}

/** Takes the code that reached the new address: it is the account's from now on, and the old one is told. */
export async function confirmEmailChange(viewer: Viewer, { code }: CodeEntry): Promise<{ email: string }> {
  const { userId } = requireMember(viewer)
  await limit('codeTry', viewerKey(viewer))
  const { email, consume } = await checkCode(viewer, { userId, purpose: 'changeEmail', code })
  await inTransaction(async () => {
    await consume()
    const before = await User.findById(toObjectId(userId))
      .select('email emailVerifiedAt fullName username preferences')
      .lean()
    if (!before) throw new AppError('not_found', 'The account is gone.')
    // A reset link went to the old address, and a code of registration would prove that one: both die with it.
    const change = { $set: { email, emailVerifiedAt: now() }, $unset: { passwordReset: 1 } }
    await onDuplicateKey(
      () => User.updateOne({ _id: before._id, email: before.email }, change),
      describeTaken,
    )
    await Otp.deleteOne({ user: before._id, purpose: 'verifyEmail' })
    if (before.emailVerifiedAt) await sendEmailChangedLetter(toAddressee(before), email)
    else await emit(emailVerified, { userId })
  })
  return { email }
}

/** Leaves the address as it is and forgets the code. */
export async function cancelEmailChange(viewer: Viewer, _input: Nothing): Promise<void> {
  const { userId } = requireMember(viewer)
  await Otp.deleteOne({ user: toObjectId(userId), purpose: 'changeEmail' })
}
