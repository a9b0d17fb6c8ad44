import { describe, expect, it } from 'vitest'
import { setClock } from '@/lib/platform/clock'
import { makeUser } from '@/lib/platform/testing/factories'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asUser, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { CacheTag } from '@/models/cache-tag'
import { Job } from '@/models/job'
import { User } from '@/models/user'
import { findFormerUsername } from '../queries'
import { changeUsername } from './username'

useTestDatabase()

const DAY = 86_400_000
const former = (username: string) => findFormerUsername(asVisitor(), { username })

describe('changeUsername', () => {
  it('leads from the old name to the new one for 90 days', async () => {
    const viewer = await asUser({ username: 'ada' })
    await changeUsername(viewer, { username: 'Countess' })
    expect((await signedIn(viewer.userId)).username).toBe('Countess')
    expect(await former('ADA')).toBe('Countess')
    expect(await former('countess')).toBeNull()
    const tags = (await CacheTag.find().lean()).map(({ tag }) => String(tag))
    expect(tags.some((tag) => tag.includes('profile:ada'))).toBe(true)
    expect(tags.some((tag) => tag.includes('profile:countess'))).toBe(true)
    expect(await Job.countDocuments({ 'payload.event': 'accounts.profileChanged' })).toBe(1)
    setClock(new Date(Date.now() + 90 * DAY + 1000))
    expect(await former('ada')).toBeNull()
  })

  it('keeps the old name closed to others, but not to its owner', async () => {
    const viewer = await asUser({ username: 'ada' })
    const other = await asUser({ username: 'bob' })
    await changeUsername(viewer, { username: 'countess' })
    await expect(changeUsername(other, { username: 'Ada' })).rejects.toMatchObject({
      code: 'conflict',
      fields: { username: 'account.username_taken' },
    })
    await changeUsername(viewer, { username: 'ada' })
    expect(await former('ada')).toBeNull()
    expect(await former('countess')).toBe('ada')
    setClock(new Date(Date.now() + 91 * DAY))
    await expect(changeUsername(other, { username: 'countess' })).resolves.toEqual({ username: 'countess' })
  })

  it('follows a chain of changes to the name of today', async () => {
    const viewer = await asUser({ username: 'one' })
    await changeUsername(viewer, { username: 'two' })
    await changeUsername(viewer, { username: 'three' })
    expect(await former('one')).toBe('three')
    expect(await former('two')).toBe('three')
  })

  it('changes only the case without giving anything up', async () => {
    const viewer = await asUser({ username: 'ada' })
    await changeUsername(viewer, { username: 'ADA' })
    expect((await signedIn(viewer.userId)).username).toBe('ADA')
    expect(await former('ada')).toBeNull()
  })

  it('refuses a taken name and gives a free one to one of two', async () => {
    await makeUser({ username: 'bob' })
    const [one, two] = [await asUser(), await asUser()]
    await expect(changeUsername(one, { username: 'BOB' })).rejects.toMatchObject({ code: 'conflict' })
    const both = await Promise.allSettled(
      [one, two].map((viewer) => changeUsername(viewer, { username: 'wanted' })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await User.countDocuments({ usernameKey: 'wanted' })).toBe(1)
  })

  it('hides the name of a suspended account and is for members', async () => {
    const viewer = await asUser({ username: 'ada' })
    await changeUsername(viewer, { username: 'countess' })
    await User.updateOne({ _id: viewer.userId }, { active: false })
    expect(await former('ada')).toBeNull()
    await expect(changeUsername(asVisitor(), { username: 'x-y-z' })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })
})
