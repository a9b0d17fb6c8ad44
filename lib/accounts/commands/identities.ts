import 'server-only'
import type { Types } from 'mongoose'
import { User } from '@/models/user'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { onDuplicateKey } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden } from '@/lib/platform/errors'
import { type IdentityProvider, REASONS } from '../constants'
import { toAddressee } from '../dto'
import { sendIdentityLinkedLetter } from '../letters'
import { describeTaken } from '../refusals'
import { Email, type IdentityReference } from '../schema'

/** What Google or GitHub say about who stands before us. */
export type Identity = {
  provider: IdentityProvider
  subject: string
  email: string | null
  isEmailVerified: boolean
  fullName: string | null
}

/** What becomes of it: somebody signs in, or a person without an account may register with a proven address. */
export type Welcome =
  | { kind: 'signIn'; userId: string }
  | { kind: 'register'; provider: IdentityProvider; subject: string; email: string; fullName: string }

const PERSON = 'email emailVerifiedAt fullName username preferences active identities'

/** The rules of docs/decisions/021-sign-in-with-a-provider.md; whatever does not fit them is refused with its reason. */
export async function welcomeIdentity(viewer: Viewer, identity: Identity): Promise<Welcome> {
  const { provider, subject } = identity
  // The subject is named twice: outside of $elemMatch it proves to the planner that the partial index holds the row.
  const known = await User.findOne({
    'identities.subject': subject,
    identities: { $elemMatch: { provider, subject } },
  })
    .select(PERSON)
    .lean()
  if (known) return signIn(viewer, known)
  const email = provenEmail(identity)
  if (isMember(viewer)) return linkToMember(viewer.userId, identity, email)
  const owner = await User.findOne({ email }).select(PERSON).lean()
  if (!owner) return { kind: 'register', provider, subject, email, fullName: identity.fullName ?? '' }
  if (!owner.emailVerifiedAt) throw forbidden('The address was never proven.', REASONS.identityUnlinked)
  if (!owner.active) throw forbidden('The account is suspended.', REASONS.suspended)
  return link(owner, identity)
}

/** Takes a provider off the account, as long as another way in remains. */
export async function unlinkIdentity(viewer: Viewer, { provider }: IdentityReference): Promise<void> {
  const { userId } = requireMember(viewer)
  const user = await User.findById(toObjectId(userId)).select('identities +passwordHash').lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  const isLast = !user.passwordHash && user.identities.length <= 1
  if (isLast) throw new AppError('conflict', 'This is the only way in.', { reason: REASONS.lastWayIn })
  // The same condition stands in the filter: two requests at once must not take off two.
  const remains = user.passwordHash ? { passwordHash: user.passwordHash } : { identities: user.identities }
  await User.updateOne({ _id: user._id, ...remains }, { $pull: { identities: { provider } } })
}

type Person = {
  _id: Types.ObjectId
  active: boolean
  email: string
  fullName: string
  username: string
  preferences: { locale: string; timeZone: string }
}

function signIn(viewer: Viewer, known: Person): Welcome {
  const userId = known._id.toHexString()
  if (isMember(viewer) && viewer.userId !== userId) {
    throw new AppError('conflict', 'The identity opens another account.', { reason: REASONS.identityTaken })
  }
  if (!known.active) throw forbidden('The account is suspended.', REASONS.suspended)
  return { kind: 'signIn', userId }
}

async function linkToMember(userId: string, identity: Identity, email: string): Promise<Welcome> {
  const user = await User.findById(toObjectId(userId)).select(PERSON).lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  if (user.email !== email)
    throw new AppError('conflict', 'The addresses differ.', { reason: REASONS.identityOther })
  if (!user.emailVerifiedAt) throw forbidden('The address was never proven.', REASONS.unverified)
  return link(user, identity)
}

async function link(user: Person, { provider, subject }: Identity): Promise<Welcome> {
  await inTransaction(async () => {
    const { matchedCount } = await onDuplicateKey(
      () =>
        User.updateOne(
          { _id: user._id, email: user.email, 'identities.provider': { $ne: provider } },
          { $push: { identities: { provider, subject, linkedAt: now() } } },
        ),
      describeTaken,
    )
    if (matchedCount !== 1) {
      throw new AppError('conflict', 'Another identity is linked.', { reason: REASONS.identityOther })
    }
    await sendIdentityLinkedLetter(toAddressee(user), provider)
  })
  return { kind: 'signIn', userId: user._id.toHexString() }
}

function provenEmail({ email, isEmailVerified }: Identity): string {
  const parsed = Email.safeParse(email ?? '')
  if (parsed.success && isEmailVerified) return parsed.data
  throw forbidden('The provider has not verified the address.', REASONS.identityUnverified)
}
