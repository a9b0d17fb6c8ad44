import { createSignIn, findMember } from '../auth/sign-ins'
import { visitor, type Member, type Visitor } from '../auth/viewer'
import { makeUser, type UserFacts } from './factories'

/** Viewers with real rows behind them: an account and a sign-in, read back as every request reads them. */
export async function asStudent(facts: UserFacts = {}): Promise<Member> {
  return asUser({ role: 'student', ...facts })
}

export async function asInstructor(facts: UserFacts = {}): Promise<Member> {
  return asUser({ role: 'instructor', approved: true, ...facts })
}

export async function asAdmin(facts: UserFacts = {}): Promise<Member> {
  return asUser({ role: 'admin', ...facts })
}

export function asVisitor(): Visitor {
  return visitor()
}

/** A new sign-in of a new account with these facts. */
export async function asUser(facts: UserFacts = {}): Promise<Member> {
  const user = await makeUser(facts)
  return signedIn(user._id.toHexString())
}

/** The viewer of an account that is there, on a new sign-in; read again, it shows what has changed since. */
export async function signedIn(userId: string): Promise<Member> {
  const member = await findMember({ userId, signInId: await createSignIn(userId) })
  if (member === undefined)
    throw new Error('The account is suspended or gone, so nobody can be signed in to it.')
  return member
}
