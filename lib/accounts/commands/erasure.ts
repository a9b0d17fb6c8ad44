import 'server-only'
import type { Types } from 'mongoose'
import { requireMember, type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError } from '@/lib/platform/errors'
import { forgetCallsOf } from '@/lib/platform/http/idempotency'
import { forgetLimitsOf, limit } from '@/lib/platform/http/rate-limit'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { emit } from '@/lib/platform/jobs/events'
import { MailOutbox } from '@/models/mail-outbox'
import { Otp } from '@/models/otp'
import { ApiToken } from '@/models/api-token'
import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import { UsernameRedirect } from '@/models/username-redirect'
import { REASONS } from '../constants'
import { toAddressee } from '../dto'
import { accountErased } from '../events'
import { forgetDeciderJob } from '../jobs'
import { sendFarewellLetter } from '../letters'
import { refuseField } from '../refusals'
import type { AccountErasure, Nothing } from '../schema'
import { usernameKey } from '../usernames'
import { checkCode, issueCode } from './codes'
import { confirmPassword } from './password'

type Person = Awaited<ReturnType<typeof confirmPassword>>

/** Mails the code by which somebody without a password shows that it is them. */
export async function requestErasureCode(viewer: Viewer, _input: Nothing): Promise<{ email: string }> {
  const { userId } = requireMember(viewer)
  const user = await User.findById(toObjectId(userId))
    .select('email fullName username preferences +passwordHash')
    .lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  if (user.passwordHash)
    throw new AppError('conflict', 'The password confirms it.', { reason: REASONS.passwordInstead })
  await limit('codeMail', viewerKey(viewer))
  await inTransaction(() => issueCode(viewer, { userId, purpose: 'eraseAccount', to: toAddressee(user) }))
  return { email: user.email }
}

/**
 * Deletes the viewer's account and all that this domain holds of them; the others hear of it and erase their own. Whether
 * the person may leave their courses alone is not known down here: `deleteAccount` of lib/operations asks that first.
 */
export async function eraseAccount(viewer: Viewer, input: AccountErasure): Promise<{ username: string }> {
  const { userId, role } = requireMember(viewer)
  const user = await confirmPassword(viewer, { password: input.password, field: 'password' })
  if (usernameKey(input.username) !== usernameKey(user.username))
    throw refuseField('invalid', 'username', REASONS.usernameDiffers)
  const consume = user.passwordHash ? undefined : await confirmByCode(viewer, input.code)
  await inTransaction(async () => {
    await consume?.()
    if (role === 'admin') {
      await holdAnotherAdmin(user._id)
      await enqueue(forgetDeciderJob, { userId })
    }
    await eraseRows(user)
    await emit(accountErased, { userId, username: user.username })
    await sendFarewellLetter(toAddressee(user))
  })
  return { username: user.username }
}

async function confirmByCode(viewer: Viewer, code: string | undefined): Promise<() => Promise<void>> {
  const { userId } = requireMember(viewer)
  if (code === undefined) throw refuseField('invalid', 'code', REASONS.codeWrong)
  await limit('codeTry', viewerKey(viewer))
  const { consume } = await checkCode(viewer, { userId, purpose: 'eraseAccount', code })
  return consume
}

/** Writes a row of another admin, so that the last two who leave at once meet there and only one of them can. */
async function holdAnotherAdmin(user: Types.ObjectId): Promise<void> {
  const { matchedCount } = await User.updateOne(
    { role: 'admin', active: true, _id: { $ne: user } },
    { $set: { role: 'admin' } },
  )
  if (matchedCount === 0)
    throw new AppError('conflict', 'The last admin cannot leave.', { reason: REASONS.lastAdmin })
}

/** Guarded by what was just confirmed: of two tabs one erases, and a password changed meanwhile is not the one given. */
async function eraseRows({ _id, email, username, passwordHash }: Person): Promise<void> {
  const guard = passwordHash ? { passwordHash } : { passwordHash: { $exists: false } }
  const { deletedCount } = await User.deleteOne({ _id, email, ...guard })
  if (deletedCount !== 1) throw new AppError('conflict', 'The account was changed elsewhere meanwhile.')
  const former = await UsernameRedirect.find({ user: _id }).select('usernameKey').lean()
  await UsernameRedirect.deleteMany({ user: _id })
  await SignIn.deleteMany({ user: _id })
  await ApiToken.deleteMany({ user: _id })
  const codes = await Otp.find({ user: _id }).select('purpose email').lean()
  await Otp.deleteMany({ user: _id })
  await MailOutbox.deleteMany({ to: email })
  // An address that was to become the account's own has letters too, but may be somebody else's: only those codes go.
  for (const code of codes) await MailOutbox.deleteMany({ to: code.email, template: code.purpose })
  await forgetLimitsOf(`user:${_id.toHexString()}`)
  await forgetCallsOf(`user:${_id.toHexString()}`)
  const names = [usernameKey(username), ...former.map((row) => row.usernameKey)]
  await changed(...names.map((name) => `profile:${name}`), 'instructors')
}
