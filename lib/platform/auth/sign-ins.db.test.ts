import { expect, test } from 'vitest'
import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import { now, setClock } from '../clock'
import { countingCommands } from '../testing/commands'
import { useTestDatabase } from '../testing/db'
import { makeUser } from '../testing/factories'
import { asInstructor, asStudent } from '../testing/viewers'
import { createSignIn, endAllSignIns, endSignInOf, findMember } from './sign-ins'
import { viewerOfToken } from './session'
import { sealToken } from './token'

useTestDatabase()

const DAY = 86_400_000
const later = (milliseconds: number) => setClock(new Date(Date.now() + milliseconds))

test('a member is read with one command, and shows the account as it is now', async () => {
  const member = await asInstructor({ username: 'Ada', fullName: 'Ada L.', approved: false })
  await User.updateOne(
    { _id: member.userId },
    { role: 'admin', approved: true, avatar: { upload: member.userId, url: '/media/a.webp' } },
  )
  const { result, commands } = await countingCommands(() => findMember(member))
  expect(commands).toEqual(['aggregate'])
  expect(result).toEqual({
    ...member,
    role: 'admin',
    isApproved: true,
    isVerified: true,
    avatarUrl: '/media/a.webp',
    username: 'Ada',
  })
})

test('whoever is suspended is a visitor at the next request', async () => {
  const member = await asStudent()
  const cookie = await sealToken(member, 600)
  expect(await viewerOfToken(cookie)).toMatchObject({ kind: 'member', userId: member.userId })
  await User.updateOne({ _id: member.userId }, { active: false })
  expect(await viewerOfToken(cookie)).toMatchObject({ kind: 'visitor' })
})

test('an ended sign-in is a visitor at the next request, and can only be ended by its own person', async () => {
  const member = await asStudent()
  const other = await asStudent()
  expect(await endSignInOf(other.userId, member.signInId)).toBe(false)
  expect(await findMember(member)).toBeDefined()
  expect(await endSignInOf(member.userId, member.signInId)).toBe(true)
  expect(await findMember(member)).toBeUndefined()
  expect(await endSignInOf(member.userId, member.signInId)).toBe(false)
})

test('an expired sign-in is a visitor, though the database has not deleted it yet', async () => {
  const member = await asStudent()
  later(31 * DAY)
  expect(await SignIn.countDocuments({ _id: member.signInId })).toBe(1)
  expect(await findMember(member)).toBeUndefined()
})

test('use keeps a sign-in alive, but not for ever', async () => {
  const member = await asStudent()
  for (let days = 20; days < 180; days += 20) {
    later(days * DAY)
    expect(await findMember(member), `day ${days}`).toBeDefined()
    await expect.poll(async () => (await SignIn.findById(member.signInId).lean())?.lastSeenAt).toEqual(now())
  }
  later(181 * DAY)
  expect(await findMember(member)).toBeUndefined()
})

test('being seen is written at most every five minutes', async () => {
  const member = await asStudent()
  later(60_000)
  const { commands } = await countingCommands(() => findMember(member))
  expect(commands).toEqual(['aggregate'])
})

test('a changed password ends every sign-in but the one it was changed on', async () => {
  const here = await asStudent()
  const there = { userId: here.userId, signInId: await createSignIn(here.userId) }
  later(1000)
  await User.updateOne({ _id: here.userId }, { passwordChangedAt: now() })
  expect(await findMember(there), 'already by the time of the change').toBeUndefined()
  await endAllSignIns(here.userId, here.signInId)
  expect(await findMember(here)).toBeDefined()
  expect((await SignIn.findById(there.signInId).lean())?.endedAt).toEqual(now())
  await endAllSignIns(here.userId)
  expect(await findMember(here)).toBeUndefined()
})

test('the sign-in of one person with the id of another belongs to nobody', async () => {
  const [one, other] = [await asStudent(), await asStudent()]
  expect(await findMember({ userId: other.userId, signInId: one.signInId })).toBeUndefined()
})

test('the hash of a password is not read unless it is asked for', async () => {
  const { _id } = await makeUser({ passwordHash: '$argon2id$x' })
  expect(await User.findById(_id).lean()).not.toHaveProperty('passwordHash')
  expect(await User.findById(_id).select('+passwordHash').lean()).toHaveProperty('passwordHash')
})
