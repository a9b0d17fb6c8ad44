import { User, type UserFields } from '@/models/user'
import type { HydratedDocument } from 'mongoose'
import { now } from '../clock'

export type UserFacts = Partial<UserFields>

let made = 0

/** A number no other row of this test run has. */
function nextNumber(): number {
  made += 1
  return made
}

/** An account with a proven address, unless the facts say otherwise; it has no password. */
export async function makeUser(facts: UserFacts = {}): Promise<HydratedDocument<UserFields>> {
  const number = nextNumber()
  const username = facts.username ?? `person${number}`
  const [user] = await User.create([
    {
      username,
      usernameKey: username.toLowerCase(),
      email: `person${number}@example.test`,
      emailVerifiedAt: now(),
      fullName: `Person ${number}`,
      role: 'student',
      birthYear: 1990,
      ...facts,
    },
  ])
  if (user === undefined) throw new Error('The account was not made.')
  return user
}
