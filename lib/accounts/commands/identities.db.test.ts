import { describe, expect, it } from 'vitest'
import { hashPassword } from '@/lib/platform/auth/password'
import { makeUser, type UserFacts } from '@/lib/platform/testing/factories'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asUser, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { MailOutbox } from '@/models/mail-outbox'
import { User } from '@/models/user'
import { getOwnAccount } from '../queries'
import { type Identity, unlinkIdentity, welcomeIdentity } from './identities'

useTestDatabase()

const identity = (facts: Partial<Identity> = {}): Identity => ({
  provider: 'google',
  subject: '42',
  email: 'Ada@Example.test',
  isEmailVerified: true,
  fullName: 'Ada Lovelace',
  ...facts,
})
/** Mongoose types a list of subdocuments as documents; plain rows are what it takes. */
const having = (...rows: object[]) => ({ identities: rows }) as unknown as UserFacts
const linked = { provider: 'google' as const, subject: '42', linkedAt: new Date() }
const welcome = (facts: Partial<Identity> = {}) => welcomeIdentity(asVisitor(), identity(facts))

describe('welcomeIdentity', () => {
  it('signs in who is known, even after the address changed there', async () => {
    const user = await makeUser(having(linked))
    const known = { kind: 'signIn', userId: user._id.toHexString() }
    expect(await welcome()).toEqual(known)
    expect(await welcome({ email: 'new@example.test', isEmailVerified: false })).toEqual(known)
  })

  it('links an account whose owner proved the same address, and tells them', async () => {
    const user = await makeUser({ email: 'ada@example.test' })
    expect(await welcome()).toEqual({ kind: 'signIn', userId: user._id.toHexString() })
    expect((await User.findById(user._id).orFail()).identities).toHaveLength(1)
    expect(await MailOutbox.countDocuments({ to: 'ada@example.test', template: 'identityLinked' })).toBe(1)
    await welcome()
    expect(await MailOutbox.countDocuments()).toBe(1)
  })

  it('never joins somebody who registered a foreign address without proving it', async () => {
    await makeUser({ email: 'ada@example.test', emailVerifiedAt: undefined })
    await expect(welcome()).rejects.toMatchObject({ reason: 'account.identity_unlinked' })
    expect((await User.findOne().orFail()).identities).toHaveLength(0)
  })

  it('believes no address the provider has not verified', async () => {
    await makeUser({ email: 'ada@example.test' })
    for (const facts of [{ isEmailVerified: false }, { email: null }, { email: 'no address' }])
      await expect(welcome(facts)).rejects.toMatchObject({ reason: 'account.identity_unverified' })
  })

  it('lets an unknown person register, and makes nothing yet', async () => {
    expect(await welcome()).toEqual({
      kind: 'register',
      provider: 'google',
      subject: '42',
      email: 'ada@example.test',
      fullName: 'Ada Lovelace',
    })
    expect(await User.countDocuments()).toBe(0)
  })

  it('keeps a suspended account shut', async () => {
    await makeUser({ ...having(linked), active: false })
    await expect(welcome()).rejects.toMatchObject({ reason: 'account.suspended' })
    await makeUser({ email: 'bob@example.test', active: false })
    await expect(welcome({ subject: '43', email: 'bob@example.test' })).rejects.toMatchObject({
      reason: 'account.suspended',
    })
  })

  it('does not replace an identity by another of the same provider', async () => {
    await makeUser({ email: 'ada@example.test', ...having({ ...linked, subject: '7' }) })
    await expect(welcome()).rejects.toMatchObject({ reason: 'account.identity_other' })
  })

  it('links to who is signed in only with the same, proven address', async () => {
    const viewer = await asUser({ email: 'ada@example.test' })
    await expect(welcomeIdentity(viewer, identity({ email: 'other@example.test' }))).rejects.toMatchObject({
      reason: 'account.identity_other',
    })
    expect(await welcomeIdentity(viewer, identity())).toEqual({ kind: 'signIn', userId: viewer.userId })
    expect((await getOwnAccount(viewer)).identities).toEqual(['google'])
    const other = await asUser({ email: 'bob@example.test' })
    await expect(welcomeIdentity(other, identity())).rejects.toMatchObject({
      reason: 'account.identity_taken',
    })
    const unproven = await asUser({ email: 'eve@example.test', emailVerifiedAt: undefined })
    await expect(
      welcomeIdentity(unproven, identity({ subject: '9', email: 'eve@example.test' })),
    ).rejects.toMatchObject({ reason: 'account.unverified' })
  })

  it('makes one link of two returns at once', async () => {
    await makeUser({ email: 'ada@example.test' })
    await Promise.allSettled([welcome(), welcome()])
    expect((await User.findOne().orFail()).identities).toHaveLength(1)
    expect(await MailOutbox.countDocuments()).toBe(1)
  })
})

describe('unlinkIdentity', () => {
  it('leaves the last way in alone', async () => {
    const viewer = await asUser(having(linked, { ...linked, provider: 'github' }))
    await unlinkIdentity(viewer, { provider: 'google' })
    expect((await getOwnAccount(viewer)).identities).toEqual(['github'])
    await expect(unlinkIdentity(viewer, { provider: 'github' })).rejects.toMatchObject({
      reason: 'account.last_way_in',
    })
    await User.updateOne(
      { _id: viewer.userId },
      { passwordHash: await hashPassword('engines weave numbers') },
    )
    await unlinkIdentity(await signedIn(viewer.userId), { provider: 'github' })
    expect((await getOwnAccount(viewer)).identities).toEqual([])
    await expect(unlinkIdentity(asVisitor(), { provider: 'github' })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })

  it('takes off one of two at once when nothing else would remain', async () => {
    const viewer = await asUser(having(linked, { ...linked, provider: 'github' }))
    await Promise.allSettled([
      unlinkIdentity(viewer, { provider: 'google' }),
      unlinkIdentity(viewer, { provider: 'github' }),
    ])
    expect((await getOwnAccount(viewer)).identities.length).toBeGreaterThanOrEqual(1)
  })
})
