import type { LanguageLevel } from '@/lib/accounts/constants'
import { hashPassword } from '@/lib/platform/auth/password'
import { memberOf, type Member } from '@/lib/platform/auth/viewer'
import { User } from '@/models/user'

export type Account = {
  role: 'admin' | 'instructor' | 'student'
  email: string
  username: string
  fullName: string
  /** Without one nobody can sign in as this person. */
  password?: string
  bio?: string
  country?: string
  timeZone?: string
  nativeLanguages?: string[]
  teachingLanguages?: string[]
  learning?: { language: string; level: LanguageLevel }[]
  yearsOfExperience?: number
  interests?: string[]
}

const BIRTH_YEAR = 1992

/** An account that is there stays as its owner left it. */
export async function addAccount(account: Account, joinedAt: Date): Promise<string> {
  const usernameKey = account.username.toLowerCase()
  const known = await User.findOne({ $or: [{ usernameKey }, { email: account.email }] })
    .select({ _id: 1 })
    .lean()
  if (known !== null) return known._id.toHexString()
  const { username, email, fullName, role, password, timeZone } = account
  const isTeacher = role === 'instructor'
  const [user] = await User.create([
    {
      username,
      usernameKey,
      email,
      // Nobody reads at an address of the demo, so none of them is confirmed and no letter goes there.
      emailVerifiedAt: password === undefined ? undefined : joinedAt,
      fullName,
      role,
      approved: isTeacher,
      application: isTeacher ? { status: 'approved', askedAt: joinedAt, decidedAt: joinedAt } : undefined,
      passwordHash: password === undefined ? undefined : await hashPassword(password),
      birthYear: BIRTH_YEAR,
      createdAt: joinedAt,
      lastActiveAt: joinedAt,
      profile: profileOf(account),
      preferences: timeZone === undefined ? undefined : { timeZone },
    },
  ])
  if (user === undefined) throw new Error(`The account ${username} was not made.`)
  return user._id.toHexString()
}

function profileOf(account: Account) {
  const {
    bio = '',
    country,
    nativeLanguages,
    teachingLanguages,
    learning,
    yearsOfExperience,
    interests,
  } = account
  return { bio, country, nativeLanguages, teachingLanguages, learning, yearsOfExperience, interests }
}

/** The person as the commands know them; no sign-in is made for it. */
export async function viewerOf(userId: string): Promise<Member> {
  const user = await User.findById(userId).lean()
  if (user === null) throw new Error('The account is gone.')
  return memberOf({
    userId,
    signInId: '',
    role: user.role,
    isApproved: user.approved,
    isVerified: true,
    username: user.username,
    fullName: user.fullName,
    locale: user.preferences.locale,
    timeZone: user.preferences.timeZone,
    avatarUrl: null,
  })
}
