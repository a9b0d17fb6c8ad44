import type { Scope } from '@/lib/platform/auth/scopes'
import type { UserFields } from '@/models/user'
import type { ApplicationStatus, IdentityProvider, LanguageLevel, Role } from './constants'
import type { Addressee } from './letters'

type Addressed = Pick<UserFields, 'email' | 'fullName' | 'username'> & {
  preferences: { locale: string; timeZone: string }
}

/** To whom a letter of the house goes. */
export function toAddressee({ email, fullName, username, preferences }: Addressed): Addressee {
  return { email, fullName, username, locale: preferences.locale, timeZone: preferences.timeZone }
}

/** One's own account, for the settings. */
export type OwnAccount = {
  userId: string
  username: string
  email: string
  isVerified: boolean
  /** The new address a code was sent to and which nobody has confirmed yet. */
  pendingEmail: string | null
  role: Role
  isApproved: boolean
  application: { status: ApplicationStatus; reason: string | null } | null
  hasPassword: boolean
  identities: IdentityProvider[]
  preferences: { locale: string; timeZone: string; theme: string }
  can: { applyToTeach: boolean }
}

/** One's own profile, for its form. */
export type OwnProfile = {
  username: string
  fullName: string
  avatarUrl: string | null
  bio: string
  country: string
  nativeLanguages: string[]
  learning: { language: string; level: LanguageLevel }[]
  teachingLanguages: string[]
}

/** A device on which one is signed in. */
export type OwnSignIn = {
  signInId: string
  isCurrent: boolean
  /** Signed in by the HTTP interface, not on our pages. */
  isProgram: boolean
  browser: string | null
  system: string | null
  deviceType: string | null
  signedInAt: Date
  lastSeenAt: Date
}

/** An instructor who asks to teach, for the admin who decides. */
export type Application = {
  userId: string
  username: string
  fullName: string
  email: string
  isVerified: boolean
  avatarUrl: string | null
  bio: string
  country: string
  status: ApplicationStatus
  askedAt: Date
  decidedAt: Date | null
  reason: string | null
}

/** An account as the HTTP interface gives it to its owner and to admins. */
export type Account = {
  id: string
  name: string
  username: string
  email: string
  role: Role
  /** Of an instructor: an admin has approved the account. */
  approved: boolean
  /** False while the account is suspended. */
  active: boolean
  /** The mail address is proven. */
  verified: boolean
  avatarUrl: string | null
  createdAt: Date
}

export const ACCOUNT_FIELDS =
  'fullName username email role approved active emailVerifiedAt avatar.url createdAt'

type AccountRow = Pick<
  UserFields,
  'fullName' | 'username' | 'email' | 'role' | 'approved' | 'active' | 'emailVerifiedAt' | 'createdAt'
> & { _id: { toHexString(): string }; avatar?: { url: string } | null }

export function toAccount(row: AccountRow): Account {
  return {
    id: row._id.toHexString(),
    name: row.fullName,
    username: row.username,
    email: row.email,
    role: row.role,
    approved: row.approved,
    active: row.active,
    verified: row.emailVerifiedAt != null,
    avatarUrl: row.avatar?.url ?? null,
    createdAt: row.createdAt,
  }
}

/** A personal access token as its owner finds it among their own; the token itself is never shown again. */
export type OwnApiToken = {
  tokenId: string
  name: string
  /** Its first characters. */
  prefix: string
  scopes: Scope[]
  createdAt: Date
  expiresAt: Date
  /** To the hour; null when it was never used. */
  lastUsedAt: Date | null
}

/** What the registration form may fill in for somebody who came from a provider. */
export type ProvenPerson = { provider: IdentityProvider; email: string; fullName: string }
