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

/** What the registration form may fill in for somebody who came from a provider. */
export type ProvenPerson = { provider: IdentityProvider; email: string; fullName: string }
