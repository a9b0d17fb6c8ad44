import 'server-only'
import { User } from '@/models/user'
import { revokeAllApiTokens } from '@/lib/platform/auth/api-tokens'
import { endAllSignIns } from '@/lib/platform/auth/sign-ins'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { REASONS } from '../constants'
import { toAddressee } from '../dto'
import {
  accountReinstated,
  accountSuspended,
  instructorApplied,
  instructorApproved,
  instructorReturned,
} from '../events'
import { sendApprovedLetter, sendReturnedLetter, sendSuspendedLetter } from '../letters'
import { canApplyToTeach, canDecideOnAccount } from '../policy'
import type { AccountDecision, AccountReference, Nothing } from '../schema'

const PERSON = 'email fullName username usernameKey preferences role active approved application'

/** Asks to teach: a student for the first time, an instructor again after a return. */
export async function applyToTeach(viewer: Viewer, _input: Nothing): Promise<{ userId: string }> {
  const { userId } = requireMember(viewer)
  const user = await load(userId)
  if (!canApplyToTeach(user)) throw decided()
  await inTransaction(async () => {
    const { matchedCount } = await User.updateOne(
      { _id: user._id, approved: false, role: user.role },
      { $set: { role: 'instructor', application: { status: 'waiting', askedAt: now() } } },
    )
    if (matchedCount !== 1) throw decided()
    await emit(instructorApplied, { userId })
  })
  return { userId }
}

/** Lets an instructor create courses. */
export async function approveInstructor(
  viewer: Viewer,
  { userId }: AccountReference,
): Promise<{ userId: string }> {
  const user = await decideOn(viewer, userId)
  await inTransaction(async () => {
    await decide(viewer, userId, { approved: true, status: 'approved' })
    await emit(instructorApproved, { userId })
    await sendApprovedLetter(toAddressee(user))
    await changed(`profile:${user.usernameKey}`, 'instructors')
  })
  return { userId }
}

/** Sends an application back with what is missing; the person may ask again. */
export async function returnInstructor(viewer: Viewer, input: AccountDecision): Promise<{ userId: string }> {
  const { userId, reason } = input
  const user = await decideOn(viewer, userId)
  await inTransaction(async () => {
    await decide(viewer, userId, { approved: false, status: 'returned', reason })
    await emit(instructorReturned, { userId, reason })
    await sendReturnedLetter(toAddressee(user), reason)
  })
  return { userId }
}

/** Shuts an account: its sign-ins end, and nobody sees its profile until it is let in again. */
export async function suspendAccount(viewer: Viewer, input: AccountDecision): Promise<{ userId: string }> {
  const { userId, reason } = input
  const user = await decideOn(viewer, userId)
  await inTransaction(async () => {
    const by = isMember(viewer) ? toObjectId(viewer.userId) : undefined
    const { matchedCount } = await User.updateOne(
      { _id: user._id, active: true },
      { $set: { active: false, suspension: { at: now(), by, reason } }, $unset: { passwordReset: 1 } },
    )
    if (matchedCount !== 1) throw new AppError('conflict', 'The account is suspended already.')
    await endAllSignIns(userId)
    await revokeAllApiTokens(userId)
    await emit(accountSuspended, { userId, username: user.username, reason })
    await sendSuspendedLetter(toAddressee(user), reason)
    await changed(`profile:${user.usernameKey}`, 'instructors')
  })
  return { userId }
}

/** Lets a suspended account in again. */
export async function reinstateAccount(
  viewer: Viewer,
  { userId }: AccountReference,
): Promise<{ userId: string }> {
  const user = await decideOn(viewer, userId)
  await inTransaction(async () => {
    const { matchedCount } = await User.updateOne(
      { _id: user._id, active: false },
      { $set: { active: true }, $unset: { suspension: 1 } },
    )
    if (matchedCount !== 1) throw new AppError('conflict', 'The account is not suspended.')
    await emit(accountReinstated, { userId, username: user.username })
    await changed(`profile:${user.usernameKey}`, 'instructors')
  })
  return { userId }
}

/** What an admin decided stays; who decided it is forgotten with their account. */
export async function forgetDecider(viewer: Viewer, { userId }: AccountReference): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const decider = toObjectId(userId)
  await User.updateMany({ 'application.decidedBy': decider }, { $unset: { 'application.decidedBy': 1 } })
  await User.updateMany({ 'suspension.by': decider }, { $unset: { 'suspension.by': 1 } })
}

type Decision = { approved: boolean; status: 'approved' | 'returned'; reason?: string }

/** Only a waiting application can be decided on, so two admins at once make one decision and one letter. */
async function decide(viewer: Viewer, userId: string, { approved, status, reason }: Decision): Promise<void> {
  const { matchedCount } = await User.updateOne(
    { _id: toObjectId(userId), role: 'instructor', 'application.status': 'waiting' },
    {
      $set: {
        approved,
        'application.status': status,
        'application.decidedAt': now(),
        ...(isMember(viewer) && { 'application.decidedBy': toObjectId(viewer.userId) }),
        ...(reason && { 'application.reason': reason }),
      },
    },
  )
  if (matchedCount !== 1) throw decided()
}

async function decideOn(viewer: Viewer, userId: string) {
  if (viewer.kind !== 'system') requireMember(viewer)
  if (!canDecideOnAccount(viewer, userId)) {
    const isOwn = isMember(viewer) && viewer.userId === userId
    throw forbidden('Only another admin may do this.', isOwn ? REASONS.notYourself : undefined)
  }
  return load(userId)
}

async function load(userId: string) {
  const user = await User.findById(toObjectId(userId)).select(PERSON).lean()
  if (!user) throw new AppError('not_found', 'There is no such account.')
  return user
}

function decided(): AppError {
  return new AppError('conflict', 'This has been decided meanwhile.', { reason: REASONS.applicationDecided })
}
