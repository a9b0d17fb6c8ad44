import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from '@/lib/platform/auth/password'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asUser, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Job } from '@/models/job'
import { MailOutbox } from '@/models/mail-outbox'
import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import { isResetLinkValid } from '../queries'
import { changePassword, resetPassword, sendResetLink } from './password'
import { requestPasswordReset } from './reset-request'

useTestDatabase()

const old = 'engines weave numbers'
const fresh = 'quiet owls read maps'
const house = systemViewer('test')
const ada = async (facts: object = {}) =>
  asUser({
    username: 'countess',
    fullName: 'Ada Lovelace',
    email: 'ada@example.test',
    passwordHash: await hashPassword(old),
    ...facts,
  })
const hashOf = async (userId: string) =>
  (await User.findById(userId).select('+passwordHash').orFail()).passwordHash
const tokenFromMail = async () => {
  const letter = await MailOutbox.findOne({ template: 'passwordReset' })
    .sort({ createdAt: -1, _id: -1 })
    .orFail()
  return /token=([\w-]{43})/.exec(letter.text ?? '')?.[1] ?? ''
}

describe('changePassword', () => {
  it('needs the password before, ends every other sign-in and tells the person', async () => {
    const viewer = await ada()
    const other = await signedIn(viewer.userId)
    await expect(
      changePassword(viewer, { currentPassword: 'not this one', newPassword: fresh }),
    ).rejects.toMatchObject({ fields: { currentPassword: 'account.password_wrong' } })
    await changePassword(viewer, { currentPassword: old, newPassword: fresh })
    expect(await verifyPassword(fresh, await hashOf(viewer.userId))).toBe(true)
    const open = await SignIn.find({ endedAt: null })
    expect(open.map(({ _id }) => _id.toHexString())).toEqual([viewer.signInId])
    expect(other.signInId).not.toBe(viewer.signInId)
    expect(await MailOutbox.countDocuments({ template: 'passwordChanged' })).toBe(1)
  })

  it('keeps the rules with what it knows of the person', async () => {
    const viewer = await ada()
    const change = (newPassword: string) => changePassword(viewer, { currentPassword: old, newPassword })
    await expect(change('lovelace forever')).rejects.toMatchObject({
      fields: { newPassword: 'account.password_personal' },
    })
    await expect(change('qwertyuiop')).rejects.toMatchObject({
      fields: { newPassword: 'account.password_common' },
    })
  })

  it('lets one of two changes at once win', async () => {
    const viewer = await ada()
    const both = await Promise.allSettled(
      [fresh, 'brown foxes paint'].map((newPassword) =>
        changePassword(viewer, { currentPassword: old, newPassword }),
      ),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is for members, and not for guessing', async () => {
    const input = { currentPassword: old, newPassword: fresh }
    await expect(changePassword(asVisitor(), input)).rejects.toMatchObject({ code: 'unauthenticated' })
    const viewer = await ada()
    for (let index = 0; index < 10; index += 1)
      await changePassword(viewer, { ...input, currentPassword: 'wrong' }).catch(() => undefined)
    await expect(changePassword(viewer, input)).rejects.toMatchObject({ code: 'limited' })
  })
})

describe('a forgotten password', () => {
  it('answers alike whether or not the address has an account', async () => {
    await ada()
    for (const email of ['ada@example.test', 'nobody@example.test'])
      await expect(requestPasswordReset(asVisitor(), { email })).resolves.toBeUndefined()
    expect(await Job.countDocuments({ name: 'accounts.sendResetLink' })).toBe(2)
    expect(await MailOutbox.countDocuments()).toBe(0)
  })

  it('mails a link that works once, for an hour, and ends every sign-in', async () => {
    const viewer = await ada({ emailVerifiedAt: undefined })
    await sendResetLink(house, { email: 'ada@example.test' })
    const token = await tokenFromMail()
    expect(await isResetLinkValid(asVisitor(), { token })).toBe(true)
    expect(JSON.stringify(await User.findById(viewer.userId).select('+passwordReset').lean())).not.toContain(
      token,
    )
    await expect(resetPassword(asVisitor(), { token, password: 'ada lovelace 1815' })).rejects.toMatchObject({
      fields: { password: 'account.password_personal' },
    })
    await resetPassword(asVisitor(), { token, password: fresh })
    expect(await verifyPassword(fresh, await hashOf(viewer.userId))).toBe(true)
    expect((await User.findById(viewer.userId).orFail()).emailVerifiedAt).toBeInstanceOf(Date)
    expect(await SignIn.countDocuments({ endedAt: null })).toBe(0)
    expect(await isResetLinkValid(asVisitor(), { token })).toBe(false)
    await expect(resetPassword(asVisitor(), { token, password: fresh })).rejects.toMatchObject({
      reason: 'account.link_spent',
    })
  })

  it('is used once even by two at once, and dies after an hour', async () => {
    await ada()
    await sendResetLink(house, { email: 'ada@example.test' })
    const token = await tokenFromMail()
    const both = await Promise.allSettled(
      [fresh, 'brown foxes paint'].map((password) => resetPassword(asVisitor(), { token, password })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await sendResetLink(house, { email: 'ada@example.test' })
    const later = await tokenFromMail()
    setClock(new Date(Date.now() + 3_600_001))
    await expect(resetPassword(asVisitor(), { token: later, password: fresh })).rejects.toMatchObject({
      reason: 'account.link_spent',
    })
  })

  it('sends nothing to a suspended account or an unknown address, and only the house sends', async () => {
    const viewer = await ada({ active: true })
    await User.updateOne({ _id: viewer.userId }, { active: false })
    await sendResetLink(house, { email: 'ada@example.test' })
    await sendResetLink(house, { email: 'nobody@example.test' })
    expect(await MailOutbox.countDocuments()).toBe(0)
    await expect(sendResetLink(asVisitor(), { email: 'ada@example.test' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('limits letters to one address', async () => {
    for (let index = 0; index < 5; index += 1)
      await requestPasswordReset(asVisitor(), { email: 'ada@example.test' })
    await expect(requestPasswordReset(asVisitor(), { email: 'ada@example.test' })).rejects.toMatchObject({
      code: 'limited',
    })
    await expect(requestPasswordReset(asVisitor(), { email: 'bob@example.test' })).resolves.toBeUndefined()
  })
})
