import { afterEach, describe, expect, it, vi } from 'vitest'
import { asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { resetEnv } from '@/lib/platform/env'
import { Job } from '@/models/job'
import { MailOutbox } from '@/models/mail-outbox'
import { User } from '@/models/user'
import { UsernameRedirect } from '@/models/username-redirect'
import { Registration } from '../schema'
import { registerAccount, registerWithIdentity } from './registration'

useTestDatabase()

afterEach(() => {
  vi.unstubAllEnvs()
  resetEnv()
})

const input = (facts: object = {}) =>
  Registration.parse({
    username: 'Ada',
    fullName: 'Ada Lovelace',
    email: ' Ada@Example.test ',
    password: 'engines weave numbers',
    birthYear: 1990,
    role: 'student',
    ...facts,
  })
const eventsNamed = (event: string) => Job.countDocuments({ 'payload.event': event })

describe('registerAccount', () => {
  it('makes an unproven account and mails a code to it', async () => {
    const { userId } = await registerAccount(asVisitor(), input({ timeZone: 'Asia/Tokyo' }))
    const user = await User.findById(userId).select('+passwordHash').orFail()
    expect(user).toMatchObject({
      username: 'Ada',
      usernameKey: 'ada',
      email: 'ada@example.test',
      role: 'student',
    })
    expect(user.emailVerifiedAt).toBeUndefined()
    expect(user.application).toBeUndefined()
    expect(user.passwordHash).toMatch(/^\$argon2id\$/)
    expect(user.preferences.timeZone).toBe('Asia/Tokyo')
    const [letter, ...others] = await MailOutbox.find({ to: 'ada@example.test' })
    expect(others).toEqual([])
    expect(letter?.template).toBe('verifyEmail')
    expect(letter?.subject).toMatch(/^\d{6} /)
    expect(await eventsNamed('accounts.registered')).toBe(1)
    expect(await eventsNamed('accounts.instructorApplied')).toBe(0)
  })

  it('lets an instructor wait for approval', async () => {
    const { userId } = await registerAccount(asVisitor(), input({ role: 'instructor' }))
    const user = await User.findById(userId).orFail()
    expect(user.approved).toBe(false)
    expect(user.application?.status).toBe('waiting')
    expect(await eventsNamed('accounts.instructorApplied')).toBe(1)
  })

  it('gives one name and one address to one person, even to twenty at once', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        registerAccount(
          asVisitor(),
          input({ username: index % 2 ? 'ADA' : 'ada', email: `ada${index}@example.test` }),
        ),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const failed of tries.filter((each) => each.status === 'rejected'))
      expect(failed.reason).toMatchObject({
        code: 'conflict',
        fields: { username: 'account.username_taken' },
      })
    expect(await User.countDocuments()).toBe(1)
    expect(await MailOutbox.countDocuments()).toBe(1)
    await expect(
      registerAccount(
        asVisitor(),
        input({ username: 'other', email: '' + (await User.findOne().orFail()).email }),
      ),
    ).rejects.toMatchObject({
      code: 'conflict',
      fields: { email: 'account.email_taken' },
    })
  })

  it('does not give away a name that still leads to its former owner', async () => {
    const { userId } = await asStudent()
    const expiresAt = new Date(Date.now() + 1000)
    await UsernameRedirect.create({ usernameKey: 'ada', user: userId, expiresAt })
    await expect(registerAccount(asVisitor(), input())).rejects.toMatchObject({
      reason: 'account.username_taken',
    })
    setClock(new Date(expiresAt.getTime() + 1))
    await expect(registerAccount(asVisitor(), input())).resolves.toBeDefined()
  })

  it('keeps the minimum age by the year of birth', async () => {
    setClock(new Date('2026-06-15T00:00:00Z'))
    await expect(registerAccount(asVisitor(), input({ birthYear: 2011 }))).rejects.toMatchObject({
      fields: { birthYear: 'account.too_young' },
    })
    await expect(registerAccount(asVisitor(), input({ birthYear: 2010 }))).rejects.toMatchObject({
      fields: { hasReachedMinimumAge: 'account.age_unsure' },
    })
    await expect(registerAccount(asVisitor(), input({ birthYear: 2030 }))).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(
      registerAccount(asVisitor(), input({ birthYear: 2010, hasReachedMinimumAge: true })),
    ).resolves.toBeDefined()
  })

  it('refuses the commonest passwords and who is signed in', async () => {
    await expect(registerAccount(asVisitor(), input({ password: 'qwertyuiop' }))).rejects.toMatchObject({
      fields: { password: 'account.password_common' },
    })
    await expect(registerAccount(await asStudent(), input())).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'account.signed_in',
    })
    await expect(registerAccount(systemViewer('test'), input())).resolves.toBeDefined()
  })

  it('limits how many accounts an address makes', async () => {
    vi.stubEnv('RATE_LIMITS', 'register=3/60')
    resetEnv()
    for (let index = 0; index < 3; index += 1)
      await registerAccount(
        asVisitor(),
        input({ username: `ada${index}`, email: `ada${index}@example.test` }),
      )
    await expect(registerAccount(asVisitor(), input())).rejects.toMatchObject({ code: 'limited' })
  })
})

describe('registerWithIdentity', () => {
  const identity = { provider: 'google' as const, subject: '42', email: 'ada@example.test' }
  const person = { username: 'ada', fullName: 'Ada', birthYear: 1990, role: 'student' as const }

  it('needs no password and no code, because the provider vouched for the address', async () => {
    const { userId } = await registerWithIdentity(asVisitor(), { ...person, identity })
    const user = await User.findById(userId).select('+passwordHash').orFail()
    expect(user.passwordHash).toBeUndefined()
    expect(user.emailVerifiedAt).toBeInstanceOf(Date)
    expect(user.identities[0]).toMatchObject({ provider: 'google', subject: '42' })
    expect(await MailOutbox.countDocuments()).toBe(0)
    expect(await eventsNamed('accounts.emailVerified')).toBe(1)
  })

  it('makes one account of one identity', async () => {
    await registerWithIdentity(asVisitor(), { ...person, identity })
    const again = { ...person, username: 'ada2', identity: { ...identity, email: 'ada2@example.test' } }
    await expect(registerWithIdentity(asVisitor(), again)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'account.identity_taken',
    })
  })
})
