import { describe, expect, it } from 'vitest'
import { hashPassword } from '@/lib/platform/auth/password'
import { createSignIn, findMember } from '@/lib/platform/auth/sign-ins'
import { setClock } from '@/lib/platform/clock'
import { makeUser } from '@/lib/platform/testing/factories'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asVisitor } from '@/lib/platform/testing/viewers'
import { User } from '@/models/user'
import { authenticate } from './sign-in'

useTestDatabase()

const password = 'engines weave numbers'
const ada = async (facts: object = {}) =>
  makeUser({
    username: 'Ada',
    email: 'ada@example.test',
    passwordHash: await hashPassword(password),
    ...facts,
  })
const signIn = (identifier: string, given = password) =>
  authenticate(asVisitor(), { identifier, password: given })

describe('authenticate', () => {
  it.each(['ada', 'ADA', 'ａｄａ', 'ada@example.test', ' ADA@Example.test '])(
    'knows %s',
    async (identifier) => {
      const user = await ada()
      await expect(signIn(identifier)).resolves.toMatchObject({ userId: user._id.toHexString() })
    },
  )

  it('takes a password typed on another keyboard', async () => {
    await ada({ passwordHash: await hashPassword('café au lait noir') })
    await expect(signIn('ada', 'cafe\u0301 au lait noir')).resolves.toBeDefined()
  })

  it('opens nothing with a password that was changed while it was judged', async () => {
    const user = await ada()
    const { userId, provenAt } = await signIn('ada')
    await User.updateOne({ _id: user._id }, { passwordChangedAt: new Date(provenAt.getTime() + 1) })
    const signInId = await createSignIn(userId, {}, { provenAt })
    expect(await findMember({ userId, signInId })).toBeUndefined()
  })

  it('says the same of an unknown name, a wrong password and an account without one', async () => {
    await ada()
    await makeUser({ username: 'nopass', passwordHash: undefined })
    const refusals = await Promise.all(
      [
        signIn('ada', 'wrong password'),
        signIn('nobody'),
        signIn('nobody@example.test'),
        signIn('nopass', ''),
      ].map((each) => each.catch((error: unknown) => error)),
    )
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        code: 'invalid',
        reason: 'account.credentials_wrong',
        fields: undefined,
      })
    expect(new Set(refusals.map((refusal) => (refusal as Error).message)).size).toBe(1)
  })

  it('takes as long for an unknown name as for a wrong password', async () => {
    await ada()
    const timeOf = async (identifier: string) => {
      const start = performance.now()
      await signIn(identifier, 'wrong password').catch(() => undefined)
      return performance.now() - start
    }
    await timeOf('nobody')
    const median = async (identifier: string) => {
      const times = []
      for (let index = 0; index < 4; index += 1) times.push(await timeOf(identifier))
      return times.sort((a, b) => a - b)[1] ?? 0
    }
    const [known, unknown] = [await median('ada'), await median('nobody')]
    // The hash is 15 ms and more; skipping it would show as a factor of five.
    expect(unknown).toBeGreaterThan(known / 2)
  })

  it('tells of a suspension only who knows the password', async () => {
    await ada({ active: false })
    await expect(signIn('ada', 'wrong password')).rejects.toMatchObject({
      reason: 'account.credentials_wrong',
    })
    await expect(signIn('ada')).rejects.toMatchObject({ code: 'forbidden', reason: 'account.suspended' })
  })

  it('stops guessing at one account, and forgets the count once somebody got in', async () => {
    await ada()
    for (let index = 0; index < 9; index += 1) await signIn('ada', 'wrong password').catch(() => undefined)
    await signIn('ada')
    for (let index = 0; index < 10; index += 1) await signIn('ada', 'wrong password').catch(() => undefined)
    await expect(signIn('ada')).rejects.toMatchObject({ code: 'limited' })
    setClock(new Date(Date.now() + 901_000))
    await expect(signIn('ada')).resolves.toBeDefined()
  })

  it('is not misled by text that looks like an operator', async () => {
    await ada()
    await expect(signIn('{"$gt":""}')).rejects.toMatchObject({ reason: 'account.credentials_wrong' })
  })
})
