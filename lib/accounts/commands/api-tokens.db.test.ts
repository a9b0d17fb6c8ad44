import { afterEach, describe, expect, it, vi } from 'vitest'
import { GET as notifications } from '@/app/api/notifications/route'
import { PATCH as decide } from '@/app/api/users/[id]/route'
import { hashPassword } from '@/lib/platform/auth/password'
import { memberOfBearer } from '@/lib/platform/auth/bearer'
import { now, setClock } from '@/lib/platform/clock'
import { call } from '@/lib/platform/testing/api'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asStudent, asUser, asVisitor } from '@/lib/platform/testing/viewers'
import { ApiToken } from '@/models/api-token'
import { listOwnApiTokenRecords, listOwnApiTokens } from '../queries/api-tokens'
import { createApiToken, revokeApiToken } from './api-tokens'
import { changePassword } from './password'
import { reinstateAccount, suspendAccount } from './standing'

useTestDatabase()
afterEach(() => setClock(undefined))

const PASSWORD = 'correct horse battery'
const owner = async (facts = {}) => asUser({ passwordHash: await hashPassword(PASSWORD), ...facts })
const READING = { name: 'Reader', scopes: ['account:read' as const], days: '30' as const, password: PASSWORD }
const later = (days: number) => setClock(new Date(now().getTime() + days * 86_400_000))

describe('a personal access token', () => {
  it('is told once, kept as a hash, and opens what it was made for', async () => {
    const viewer = await owner({ role: 'admin' })
    const { token } = await createApiToken(viewer, READING)
    expect(token).toMatch(/^tep_[\w-]{43}$/)
    expect(JSON.stringify(await ApiToken.find({}).lean())).not.toContain(token.slice(12))
    expect((await call(notifications, { token })).status).toBe(200)
    const narrow = await call(decide, { token, params: { id: viewer.userId }, body: { active: true } })
    expect([narrow.status, (await narrow.json()).reason]).toEqual([403, 'token.scope'])
    const [listed] = await listOwnApiTokens(viewer)
    expect(listed).toMatchObject({ name: 'Reader', prefix: token.slice(0, 10), scopes: ['account:read'] })
  })

  it('gives no right that its owner lacks', async () => {
    const viewer = await owner()
    const { token } = await createApiToken(viewer, { ...READING, scopes: ['admin'] })
    const refused = await call(decide, { token, params: { id: viewer.userId }, body: { approved: true } })
    expect([refused.status, (await refused.json()).reason]).toEqual([403, undefined])
  })

  it('needs the password, has an end, and there are only so many', async () => {
    const viewer = await owner()
    await expect(createApiToken(viewer, { ...READING, password: 'wrong' })).rejects.toMatchObject({
      fields: { password: 'account.password_wrong' },
    })
    const { token } = await createApiToken(viewer, { ...READING, days: '7' })
    later(6.9)
    expect(await memberOfBearer(token)).toBeDefined()
    later(0.2)
    expect(await memberOfBearer(token)).toBeUndefined()
    await ApiToken.insertMany(
      Array.from({ length: 20 }, (_, number) => ({
        user: viewer.userId,
        name: 'n',
        scopes: ['admin'],
        hash: `h${number}`,
        prefix: 'p',
        expiresAt: new Date(now().getTime() + 1e9),
      })),
    )
    await expect(createApiToken(viewer, READING)).rejects.toMatchObject({ reason: 'account.tokens_spent' })
    await expect(createApiToken(asVisitor(), READING)).rejects.toMatchObject({ status: 401 })
  })

  it('ends when its owner revokes it, and is nobody else’s to revoke', async () => {
    const viewer = await owner()
    const { tokenId, token } = await createApiToken(viewer, READING)
    await expect(revokeApiToken(await asStudent(), { tokenId })).rejects.toMatchObject({ status: 404 })
    await expect(revokeApiToken(asVisitor(), { tokenId })).rejects.toMatchObject({ status: 401 })
    expect(await memberOfBearer(token)).toBeDefined()
    await revokeApiToken(viewer, { tokenId })
    expect(await memberOfBearer(token)).toBeUndefined()
    await expect(revokeApiToken(viewer, { tokenId })).rejects.toMatchObject({ status: 404 })
    expect(await listOwnApiTokens(viewer)).toEqual([])
  })

  it('ends for good with a changed password and with a suspension', async () => {
    const changing = await owner()
    const changed = await createApiToken(changing, READING)
    await changePassword(changing, { currentPassword: PASSWORD, newPassword: 'another long password' })
    expect(await memberOfBearer(changed.token)).toBeUndefined()
    const closing = await owner()
    const closed = await createApiToken(closing, READING)
    const admin = await asAdmin()
    await suspendAccount(admin, { userId: closing.userId, reason: 'Spam.' })
    await reinstateAccount(admin, { userId: closing.userId })
    expect(await memberOfBearer(closed.token)).toBeUndefined()
  })

  it('that was made while the password changed opens nothing', async () => {
    const viewer = await owner()
    const { tokenId, token } = await createApiToken(viewer, READING)
    await ApiToken.updateOne({ _id: tokenId }, { createdAt: new Date(now().getTime() - 1000) })
    await changePassword(viewer, { currentPassword: PASSWORD, newPassword: 'another long password' })
    await ApiToken.updateOne({ _id: tokenId }, { revokedAt: null })
    expect(await memberOfBearer(token)).toBeUndefined()
  })

  it('notes its use to the hour and is in its owner’s export, without itself', async () => {
    const viewer = await owner()
    const { tokenId, token } = await createApiToken(viewer, READING)
    const used = async () => (await ApiToken.findById(tokenId).orFail()).lastUsedAt?.getTime()
    await memberOfBearer(token)
    await vi.waitFor(async () => expect(await used()).toBeDefined(), 5000)
    const first = await used()
    await memberOfBearer(token)
    expect(await used()).toBe(first)
    const records = []
    for await (const record of listOwnApiTokenRecords(viewer)) records.push(record)
    expect(records).toMatchObject([{ name: 'Reader', scopes: ['account:read'], revokedAt: null }])
    expect(JSON.stringify(records)).not.toContain(token)
  })
})
