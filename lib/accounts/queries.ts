import 'server-only'
import { MailOutbox } from '@/models/mail-outbox'
import { Otp } from '@/models/otp'
import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import { UsernameRedirect } from '@/models/username-redirect'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { decryptField } from '@/lib/platform/db/encrypted-field'
import { keysetFilter, keysetSort, type Page, toPage } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden } from '@/lib/platform/errors'
import { CODE_SECONDS, OTP_PURPOSES } from './constants'
import type { Application, OwnAccount, OwnProfile, OwnSignIn } from './dto'
import { canApplyToTeach, canSeeApplications } from './policy'
import { hashToken } from './reset-token'
import { ApplicationsPage, ResetToken } from './schema'
import { usernameKey } from './usernames'

/** What the account's settings show. */
export async function getOwnAccount(viewer: Viewer): Promise<OwnAccount> {
  const { userId } = requireMember(viewer)
  const user = await User.findById(toObjectId(userId))
    .select('username email emailVerifiedAt role approved application identities preferences +passwordHash')
    .lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  const { application } = user
  return {
    userId,
    username: user.username,
    email: user.email,
    isVerified: Boolean(user.emailVerifiedAt),
    pendingEmail: await findPendingEmail(userId),
    role: user.role,
    isApproved: user.approved,
    application: application ? { status: application.status, reason: application.reason ?? null } : null,
    hasPassword: Boolean(user.passwordHash),
    identities: user.identities.map(({ provider }) => provider),
    preferences: {
      locale: user.preferences.locale,
      timeZone: user.preferences.timeZone,
      theme: user.preferences.theme,
    },
    can: { applyToTeach: canApplyToTeach(user) },
  }
}

async function findPendingEmail(userId: string): Promise<string | null> {
  const sentAt = { $gt: new Date(now().getTime() - CODE_SECONDS * 1000) }
  const otp = await Otp.findOne({ user: toObjectId(userId), purpose: 'changeEmail', sentAt })
    .select('email')
    .lean()
  return otp?.email ?? null
}

export async function getOwnProfile(viewer: Viewer): Promise<OwnProfile> {
  const { userId } = requireMember(viewer)
  const user = await User.findById(toObjectId(userId)).select('username fullName avatar profile').lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  const { profile } = user
  return {
    username: user.username,
    fullName: user.fullName,
    avatarUrl: user.avatar?.url ?? null,
    bio: profile.bio,
    country: profile.country ?? '',
    nativeLanguages: [...profile.nativeLanguages],
    learning: profile.learning.map(({ language, level }) => ({ language, level })),
    teachingLanguages: [...profile.teachingLanguages],
  }
}

/** Whether the link of a forgotten password still works, so that nobody chooses a password in vain. */
export async function isResetLinkValid(_viewer: Viewer, { token }: { token: string }): Promise<boolean> {
  if (!ResetToken.safeParse(token).success) return false
  const valid = {
    'passwordReset.hash': hashToken(token),
    'passwordReset.expiresAt': { $gt: now() },
    active: true,
  }
  return (await User.exists(valid)) !== null
}

/** Far above what a person has devices; older ones expire by themselves. */
const SIGN_INS_MAX = 100

/** Where one is signed in: this device first, then by when it was last seen. */
export async function listSignIns(viewer: Viewer): Promise<OwnSignIn[]> {
  const { userId, signInId } = requireMember(viewer)
  const rows = await SignIn.find({
    user: toObjectId(userId),
    endedAt: null,
    expiresAt: { $gt: now() },
  })
    .select('kind device createdAt lastSeenAt')
    .sort({ lastSeenAt: -1 })
    .limit(SIGN_INS_MAX)
    .lean<SignInRow[]>()
  return rows
    .map(({ _id, kind, device, createdAt, lastSeenAt }) => ({
      signInId: _id.toHexString(),
      isProgram: kind === 'api',
      isCurrent: _id.toHexString() === signInId,
      browser: device.browser ?? null,
      system: device.system ?? null,
      deviceType: device.type ?? null,
      signedInAt: createdAt,
      lastSeenAt,
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

type Device = { browser?: string | null; system?: string | null; type?: string | null }
type SignInRow = {
  _id: { toHexString(): string }
  kind: 'web' | 'api'
  device: Device
  createdAt: Date
  lastSeenAt: Date
}

/** Who has the name that somebody gave up less than 90 days ago; null when the name leads nowhere. */
export async function findFormerUsername(
  _viewer: Viewer,
  { username }: { username: string },
): Promise<string | null> {
  const former = await UsernameRedirect.findOne({
    usernameKey: usernameKey(username),
    expiresAt: { $gt: now() },
  })
    .select('user')
    .lean()
  if (!former) return null
  const owner = await User.findOne({ _id: former.user, active: true }).select('username').lean()
  return owner?.username ?? null
}

const APPLICATIONS_SORT = [
  { path: 'application.askedAt', direction: 1 },
  { path: '_id', direction: 1 },
] as const

/** Those who ask to teach, longest waiting first. */
export async function listApplications(viewer: Viewer, input: ApplicationsPage): Promise<Page<Application>> {
  if (viewer.kind !== 'system') requireMember(viewer)
  if (!canSeeApplications(viewer)) throw forbidden('Only an admin sees the applications.')
  const { status, cursor, limit } = ApplicationsPage.parse(input)
  const rows = await User.find({
    'application.status': status,
    role: 'instructor',
    ...keysetFilter(APPLICATIONS_SORT, cursor),
  })
    .select('username fullName email emailVerifiedAt avatar profile application')
    .sort(keysetSort(APPLICATIONS_SORT))
    .limit(limit + 1)
    .lean()
  return toPage(rows, { limit, sort: APPLICATIONS_SORT, toItem: toApplication })
}

type ApplicationRow = {
  _id: { toHexString(): string }
  username: string
  fullName: string
  email: string
  emailVerifiedAt?: Date | null
  avatar?: { url: string } | null
  profile: { bio: string; country?: string | null }
  application?: {
    status: Application['status']
    askedAt: Date
    decidedAt?: Date | null
    reason?: string | null
  } | null
}

function toApplication(row: ApplicationRow): Application {
  const { application } = row
  if (!application) throw new Error('The list of applications holds a person without one.')
  return {
    userId: row._id.toHexString(),
    username: row.username,
    fullName: row.fullName,
    email: row.email,
    isVerified: Boolean(row.emailVerifiedAt),
    avatarUrl: row.avatar?.url ?? null,
    bio: row.profile.bio,
    country: row.profile.country ?? '',
    status: application.status,
    askedAt: application.askedAt,
    decidedAt: application.decidedAt ?? null,
    reason: application.reason ?? null,
  }
}

/** All that the account itself says of the viewer, for them to take along: nothing secret, nothing of others. */
export async function getOwnRecord(viewer: Viewer) {
  const { userId } = requireMember(viewer)
  const _id = toObjectId(userId)
  const user = await User.findById(_id).lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  const [former, codes] = await Promise.all([
    UsernameRedirect.find({ user: _id }).select('usernameKey expiresAt').limit(FORMER_NAMES_MAX).lean(),
    Otp.find({ user: _id }).select('purpose email sentAt').limit(OTP_PURPOSES.length).lean(),
  ])
  return {
    account: {
      userId,
      ...pick(user, ACCOUNT_FIELDS),
      avatar: user.avatar?.url ?? null,
      identities: user.identities.map((identity) => pick(identity, ['provider', 'subject', 'linkedAt'])),
      application: user.application
        ? pick(user.application, ['status', 'askedAt', 'decidedAt', 'reason'])
        : null,
      suspension: user.suspension ? pick(user.suspension, ['at', 'reason']) : null,
      formerUsernames: former.map(({ usernameKey: name, expiresAt }) => ({
        name,
        leadsHereUntil: expiresAt,
      })),
      unusedCodes: codes.map((code) => pick(code, ['purpose', 'email', 'sentAt'])),
    },
    profile: {
      ...pick(user.profile, PROFILE_FIELDS),
      dateOfBirth: user.profile.dateOfBirth ? decryptField(user.profile.dateOfBirth) : null,
      contact: user.profile.contact ? decryptField(user.profile.contact) : null,
    },
    preferences: pick(user.preferences, ['locale', 'timeZone', 'theme', 'notify']),
  }
}

/** More than anybody could change in 90 days is no list of names any more. */
const FORMER_NAMES_MAX = 1_000
const ACCOUNT_FIELDS = [
  'username',
  'email',
  'emailVerifiedAt',
  'fullName',
  'firstName',
  'lastName',
  'birthYear',
  'role',
  'approved',
  'active',
  'createdAt',
  'updatedAt',
  'lastActiveAt',
  'passwordChangedAt',
] as const
const PROFILE_FIELDS = [
  'bio',
  'gender',
  'country',
  'nativeLanguages',
  'learning',
  'teachingLanguages',
  'yearsOfExperience',
  'interests',
] as const

/** Fields by name, so that one that is added to a row is not given out before somebody thought about it. */
function pick<T extends object, K extends keyof T>(row: T, names: readonly K[]): { [P in K]: T[P] | null } {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null])) as { [P in K]: T[P] | null }
}

/** Every sign-in of the viewer that is still on record, ended ones too; newest first. */
export async function* listOwnSignInRecords(viewer: Viewer) {
  const { userId } = requireMember(viewer)
  const rows = SignIn.find({ user: toObjectId(userId) })
    .select('kind device createdAt lastSeenAt endedAt expiresAt')
    .sort({ _id: -1 })
    .lean<
      {
        device: Device
        kind: string
        createdAt: Date
        lastSeenAt: Date
        endedAt: Date | null
        expiresAt: Date
      }[]
    >()
  for await (const row of rows.cursor()) {
    const device = { browser: row.device.browser, system: row.device.system, type: row.device.type }
    yield { ...pick(row, ['kind', 'createdAt', 'lastSeenAt', 'endedAt', 'expiresAt']), device }
  }
}

/** What the academy wrote to the viewer's address; codes are left out of the subjects. */
export async function* listOwnLetters(viewer: Viewer): AsyncGenerator<{ subject: string; writtenAt: Date }> {
  const { userId } = requireMember(viewer)
  const user = await User.findById(toObjectId(userId)).select('email').lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  const rows = MailOutbox.find({ to: user.email })
    .select('subject template createdAt')
    .sort({ createdAt: -1 })
    .lean()
  for await (const { subject, template, createdAt } of rows.cursor()) {
    const holdsCode = OTP_PURPOSES.some((purpose) => purpose === template)
    yield { subject: holdsCode ? subject.replace(/\d/g, '·') : subject, writtenAt: createdAt }
  }
}

export type ErasureState = {
  username: string
  email: string
  hasPassword: boolean
  isCodeSent: boolean
  isLastAdmin: boolean
  mayTeach: boolean
}

/** How the viewer confirms that their account is to be deleted, and whether somebody is left to run the academy. */
export async function getErasureState(viewer: Viewer): Promise<ErasureState> {
  const { userId, role } = requireMember(viewer)
  const _id = toObjectId(userId)
  const user = await User.findById(_id).select('username email +passwordHash').lean()
  if (!user) throw new AppError('not_found', 'The account is gone.')
  const sentAt = { $gt: new Date(now().getTime() - CODE_SECONDS * 1000) }
  const isCodeSent = await Otp.exists({ user: _id, purpose: 'eraseAccount', sentAt })
  const others = { role: 'admin', active: true, _id: { $ne: _id } } as const
  return {
    username: user.username,
    email: user.email,
    hasPassword: Boolean(user.passwordHash),
    isCodeSent: isCodeSent !== null,
    mayTeach: role !== 'student',
    isLastAdmin: role === 'admin' && (await User.exists(others)) === null,
  }
}
