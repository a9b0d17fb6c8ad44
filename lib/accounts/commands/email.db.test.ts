import { describe, expect, it } from 'vitest'
import { hashPassword } from '@/lib/platform/auth/password'
import { setClock } from '@/lib/platform/clock'
import { makeUser } from '@/lib/platform/testing/factories'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asUser, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { MailOutbox } from '@/models/mail-outbox'
import { User } from '@/models/user'
import { getOwnAccount } from '../queries'
import { cancelEmailChange, confirmEmailChange, requestEmailChange } from './email'

useTestDatabase()

const password = 'engines weave numbers'
const ada = async (facts: object = {}) =>
  asUser({ email: 'ada@example.test', passwordHash: await hashPassword(password), ...facts })
const to = 'countess@example.test'
const codeFor = async (address: string) =>
  (await MailOutbox.findOne({ to: address }).sort({ createdAt: -1, _id: -1 }).orFail()).subject.slice(0, 6)

describe('a change of address', () => {
  it('is confirmed at the new address and told to the old', async () => {
    const viewer = await ada()
    await requestEmailChange(viewer, { email: to, password })
    expect((await getOwnAccount(viewer)).pendingEmail).toBe(to)
    expect((await User.findById(viewer.userId).orFail()).email).toBe('ada@example.test')
    await confirmEmailChange(viewer, { code: await codeFor(to) })
    const user = await User.findById(viewer.userId).orFail()
    expect(user.email).toBe(to)
    expect(await MailOutbox.countDocuments({ to: 'ada@example.test', template: 'emailChanged' })).toBe(1)
    expect((await getOwnAccount(viewer)).pendingEmail).toBeNull()
  })

  it('needs the password, where there is one', async () => {
    const viewer = await ada()
    for (const given of ['wrong password', '', undefined])
      await expect(requestEmailChange(viewer, { email: to, password: given })).rejects.toMatchObject({
        fields: { password: 'account.password_wrong' },
      })
    const withoutPassword = await asUser({ passwordHash: undefined })
    await expect(requestEmailChange(withoutPassword, { email: to })).resolves.toEqual({ email: to })
  })

  it('refuses an address that is taken, now or by the time the code is typed', async () => {
    const viewer = await ada()
    await makeUser({ email: 'taken@example.test' })
    await expect(requestEmailChange(viewer, { email: 'taken@example.test', password })).rejects.toMatchObject(
      {
        code: 'conflict',
        fields: { email: 'account.email_taken' },
      },
    )
    await expect(requestEmailChange(viewer, { email: 'ada@example.test', password })).rejects.toMatchObject({
      fields: { email: 'account.email_same' },
    })
    await requestEmailChange(viewer, { email: to, password })
    await makeUser({ email: to })
    await expect(confirmEmailChange(viewer, { code: await codeFor(to) })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'account.email_taken',
    })
    expect((await User.findById(viewer.userId).orFail()).email).toBe('ada@example.test')
  })

  it('gives a wanted address to one of two', async () => {
    const [one, two] = [await ada(), await ada({ email: 'bob@example.test' })]
    await requestEmailChange(one, { email: to, password })
    const first = await codeFor(to)
    await requestEmailChange(two, { email: to, password })
    const letters = await MailOutbox.find({ to })
    const second = letters.map(({ subject }) => subject.slice(0, 6)).find((code) => code !== first) ?? first
    const both = await Promise.allSettled([
      confirmEmailChange(one, { code: first }),
      confirmEmailChange(two, { code: second }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' })
  })

  it('proves the address of who registered with a slip of the finger, and tells the stranger nothing', async () => {
    const viewer = await ada({ emailVerifiedAt: undefined })
    await requestEmailChange(viewer, { email: to, password })
    await confirmEmailChange(viewer, { code: await codeFor(to) })
    expect((await signedIn(viewer.userId)).isVerified).toBe(true)
    expect(await MailOutbox.countDocuments({ to: 'ada@example.test' })).toBe(0)
  })

  it('can be left, and dies with its code', async () => {
    const viewer = await ada()
    await requestEmailChange(viewer, { email: to, password })
    const code = await codeFor(to)
    await cancelEmailChange(viewer, {})
    await expect(confirmEmailChange(viewer, { code })).rejects.toMatchObject({
      reason: 'account.code_expired',
    })
    await requestEmailChange(viewer, { email: to, password })
    setClock(new Date(Date.now() + 300_000))
    expect((await getOwnAccount(viewer)).pendingEmail).toBeNull()
  })

  it('makes a reset link to the old address worthless', async () => {
    const viewer = await ada()
    const passwordReset = { hash: 'x', expiresAt: new Date(Date.now() + 1e6) }
    await User.updateOne({ _id: viewer.userId }, { passwordReset })
    await requestEmailChange(viewer, { email: to, password })
    await confirmEmailChange(viewer, { code: await codeFor(to) })
    expect(
      (await User.findById(viewer.userId).select('+passwordReset').orFail()).passwordReset,
    ).toBeUndefined()
  })

  it('is for members', async () => {
    for (const refused of [
      requestEmailChange(asVisitor(), { email: to }),
      confirmEmailChange(asVisitor(), { code: '123456' }),
      cancelEmailChange(asVisitor(), {}),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
