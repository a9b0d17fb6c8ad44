import '@/models'
import { hashPassword } from '@/lib/platform/auth/password'
import { createSignIn, SIGN_IN_SECONDS } from '@/lib/platform/auth/sign-ins'
import { sealToken, sessionCookieName } from '@/lib/platform/auth/token'
import { connect } from '@/lib/platform/db/connect'
import { env } from '@/lib/platform/env'
import { MailOutbox } from '@/models/mail-outbox'
import { User } from '@/models/user'

export const PASSWORD = 'seven calm rivers east'

let made = 0

/** A name nobody else in this run has; several workers write into one database. */
export function uniqueName(prefix = 'person'): string {
  made += 1
  return `${prefix}${process.pid}x${made}`
}

type Facts = { isVerified?: boolean; fullName?: string; isApproved?: boolean }

async function makePerson(role: string, facts: Facts = {}) {
  await connect()
  const username = uniqueName()
  const email = `${username}@example.test`
  const isInstructor = role === 'instructor' || role === 'otherInstructor'
  const isApproved = facts.isApproved ?? isInstructor
  const [user] = await User.create([
    {
      username,
      usernameKey: username,
      email,
      emailVerifiedAt: facts.isVerified === false ? undefined : new Date(),
      passwordHash: await hashPassword(PASSWORD),
      fullName: facts.fullName ?? 'Robin Vale',
      role: isInstructor ? 'instructor' : role,
      approved: isApproved,
      application: isInstructor
        ? { status: isApproved ? 'approved' : 'waiting', askedAt: new Date() }
        : undefined,
      birthYear: 1990,
    },
  ])
  if (user === undefined) throw new Error('The person was not made.')
  return { userId: user._id.toHexString(), username, email, fullName: user.fullName }
}

/** The cookie of a new sign-in, as the sign-in page would set it. */
async function cookieOf(userId: string) {
  await connect()
  const value = await sealToken({ userId, signInId: await createSignIn(userId) }, SIGN_IN_SECONDS)
  return { name: sessionCookieName(), value, url: env().APP_URL, httpOnly: true, sameSite: 'Lax' as const }
}

/** The newest letter to an address, once there is one: what the person finds in their mailbox. */
async function newestLetter(
  to: string,
  template?: string,
): Promise<{ subject: string; text: string } | null> {
  await connect()
  const letter = await MailOutbox.findOne({ to, ...(template && { template }) })
    .sort({ createdAt: -1 })
    .select('subject text')
    .lean()
  return letter && { subject: letter.subject, text: letter.text ?? '' }
}

export const database = { makePerson, cookieOf, newestLetter }
