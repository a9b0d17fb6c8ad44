import { afterEach, describe, expect, it } from 'vitest'
import { PATCH as decide } from '@/app/api/users/[id]/route'
import { POST as logIn } from '@/app/api/users/login/route'
import { POST as refresh } from '@/app/api/users/refresh/route'
import { POST as register } from '@/app/api/users/register/route'
import { POST as verify } from '@/app/api/users/verify/route'
import { now, setClock } from '@/lib/platform/clock'
import { call, tokenOf } from '@/lib/platform/testing/api'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asUser } from '@/lib/platform/testing/viewers'
import { MailOutbox } from '@/models/mail-outbox'
import { User } from '@/models/user'

useTestDatabase()
afterEach(() => setClock(undefined))

const ADA = { name: 'Ada Lovelace', email: 'ada@example.test', password: 'analytical engine no. 1' }
const reasonOf = async (response: Response) => [response.status, (await response.json()).reason]
const registered = async (body: object = ADA) => (await call(register, { body })).json()

describe('POST /api/users/register', () => {
  it('makes an account of three values and signs its owner in', async () => {
    const response = await call(register, { body: ADA })
    expect(response.status).toBe(201)
    const { token, refreshToken, expiresIn, user } = await response.json()
    expect([expiresIn, user]).toEqual([
      3600,
      expect.objectContaining({
        name: 'Ada Lovelace',
        username: 'ada-lovelace',
        email: 'ada@example.test',
        role: 'student',
        verified: false,
      }),
    ])
    expect((await call(verify, { token, body: { code: '000000' } })).status).toBe(422)
    expect((await call(refresh, { body: { refreshToken } })).status).toBe(200)
    expect(await MailOutbox.countDocuments({ to: ADA.email, template: 'verifyEmail' })).toBe(1)
  })

  it('finds a username where the name gives none or is taken', async () => {
    expect(
      (await registered({ ...ADA, name: '李小龍', email: 'bruce.lee@example.test' })).user.username,
    ).toBe('bruce-lee')
    await registered()
    const second = await registered({ ...ADA, email: 'other@example.test' })
    expect(second.user.username).toMatch(/^ada-lovelace-\d{4}$/)
  })

  it('keeps the age rule where a year is told, and takes who tells none for a child', async () => {
    const year = now().getUTCFullYear()
    const aged = (birthYear: number, more = {}) => call(register, { body: { ...ADA, birthYear, ...more } })
    expect(await reasonOf(await aged(year - 10))).toEqual([422, 'account.too_young'])
    expect(await reasonOf(await aged(year - 16))).toEqual([422, 'account.age_unsure'])
    expect((await aged(year - 16, { hasReachedMinimumAge: true })).status).toBe(201)
    await registered({ ...ADA, email: 'other@example.test' })
    expect((await User.findOne({ email: 'other@example.test' }).lean())?.birthYear).toBeUndefined()
  })

  it.each([
    ['an admin', { role: 'admin' }, 'role'],
    ['an unknown field', { approved: true }, 'approved'],
    ['an operator', { email: { $gt: '' } }, 'email'],
    ['a weak password', { password: 'short' }, 'password'],
    ['a password with the name in it', { password: 'ada lovelace!' }, 'password'],
    ['no name', { name: ' ' }, 'name'],
  ])('refuses %s at its field', async (_what, change, path) => {
    const response = await call(register, { body: { ...ADA, ...change } })
    expect(response.status).toBe(422)
    expect((await response.json()).errors).toEqual([expect.objectContaining({ path })])
    expect(await User.countDocuments({})).toBe(0)
  })

  it('makes one account of two calls with one key at once, and of two keys one and a refusal', async () => {
    const headers = { 'idempotency-key': 'r-1' }
    const twins = await Promise.all([1, 2].map(() => call(register, { body: ADA, headers })))
    expect(twins.map(({ status }) => status).sort()).toEqual([201, 409])
    const again = await call(register, { body: ADA, headers })
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(
      await reasonOf(await call(register, { body: ADA, headers: { 'idempotency-key': 'r-2' } })),
    ).toEqual([409, 'account.email_taken'])
    expect(await User.countDocuments({})).toBe(1)
  })
})

describe('POST /api/users/login and /refresh', () => {
  it('opens by address or username in any spelling, and tells a stranger nothing', async () => {
    await registered({ ...ADA, username: 'Ada' })
    for (const email of ['ada@example.test', ' ADA@Example.test', 'ada', 'ADA']) {
      expect((await call(logIn, { body: { email, password: ADA.password } })).status, email).toBe(200)
    }
    for (const body of [
      { email: ADA.email, password: 'wrong' },
      { email: 'nobody', password: ADA.password },
    ]) {
      expect(await reasonOf(await call(logIn, { body }))).toEqual([401, 'account.credentials_wrong'])
    }
  })

  it('refuses a suspended person who knows the password, and all their tokens at once', async () => {
    const { token, refreshToken } = await registered()
    await User.updateOne({ email: ADA.email }, { active: false })
    expect(await reasonOf(await call(logIn, { body: { email: ADA.email, password: ADA.password } }))).toEqual(
      [403, 'account.suspended'],
    )
    expect(await reasonOf(await call(verify, { token, body: { code: '000000' } }))).toEqual([
      401,
      'token.invalid',
    ])
    expect((await call(refresh, { body: { refreshToken } })).status).toBe(401)
  })

  it('counts tries by account, and says when to come again', async () => {
    const attempt = () => call(logIn, { body: { email: 'ada', password: 'wrong' } })
    for (let tries = 0; tries < 10; tries += 1) expect((await attempt()).status).toBe(401)
    const limited = await attempt()
    expect([limited.status, Number(limited.headers.get('retry-after')) > 0]).toEqual([429, true])
  })

  it('exchanges a token once of two exchanges at once, and again under the key of the first', async () => {
    const { refreshToken } = await registered()
    const headers = { 'idempotency-key': 'f-1' }
    const first = await call(refresh, { body: { refreshToken }, headers })
    const lost = await call(refresh, { body: { refreshToken }, headers })
    const answer = await first.json()
    expect(await lost.json()).toEqual(answer)
    const twins = await Promise.all(
      [1, 2].map(() => call(refresh, { body: { refreshToken: answer.refreshToken } })),
    )
    expect(twins.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('POST /api/users/verify', () => {
  it('proves the address by the mailed code', async () => {
    const { token } = await registered()
    const letter = await MailOutbox.findOne({ to: ADA.email }).orFail()
    const code = /\b\d{6}\b/.exec(letter.text ?? '')?.[0]
    expect((await call(verify, { token, body: { code } })).status).toBe(204)
    expect((await call(logIn, { body: ADA_LOGIN })).status).toBe(200)
    expect((await User.findOne({ email: ADA.email }).orFail()).emailVerifiedAt).toBeDefined()
  })
  const ADA_LOGIN = { email: ADA.email, password: ADA.password }
})

describe('PATCH /api/users/:id', () => {
  it('approves, suspends and lets in again, each as often as it is said', async () => {
    const admin = await asAdmin()
    const { user } = await registered({ ...ADA, role: 'instructor' })
    const patch = (body: object) => call(decide, { as: admin, params: { id: user.id }, body })
    for (let said = 0; said < 2; said += 1) {
      expect(await (await patch({ approved: true })).json()).toMatchObject({ approved: true })
    }
    const closed = await patch({ active: false, reason: 'Spam.' })
    expect(await closed.json()).toMatchObject({ active: false, approved: true })
    expect(await (await patch({ active: true })).json()).toMatchObject({ active: true })
    expect(await MailOutbox.countDocuments({ to: ADA.email, template: 'instructorApproved' })).toBe(1)
  })

  it('asks for a reason to say no, and refuses what cannot be decided', async () => {
    const admin = await asAdmin()
    const student = await asStudent()
    const patch = (id: string, body: object) => call(decide, { as: admin, params: { id }, body })
    expect(await reasonOf(await patch(student.userId, { active: false }))).toEqual([422, undefined])
    expect(await reasonOf(await patch(student.userId, { approved: true }))).toEqual([
      409,
      'account.application_decided',
    ])
    expect(await reasonOf(await patch(admin.userId, { active: false, reason: 'x' }))).toEqual([
      403,
      'account.not_yourself',
    ])
    expect((await patch('0'.repeat(24), { approved: true })).status).toBe(404)
    expect((await patch('nothing', { approved: true })).status).toBe(404)
    expect((await patch(student.userId, { role: 'admin' })).status).toBe(422)
  })

  it('is for admins by their token; a cookie counts for nothing', async () => {
    const target = await asUser({})
    const params = { id: target.userId }
    const body = { active: false, reason: 'x' }
    for (const viewer of [await asStudent(), await asInstructor(), target]) {
      expect((await call(decide, { as: viewer, params, body })).status).toBe(403)
    }
    const cookie = `next-auth.session-token=${await tokenOf(await asAdmin())}`
    expect((await call(decide, { params, body, headers: { cookie } })).status).toBe(401)
    expect((await call(decide, { params, body })).status).toBe(401)
    expect((await User.findById(target.userId).orFail()).active).toBe(true)
  })
})
