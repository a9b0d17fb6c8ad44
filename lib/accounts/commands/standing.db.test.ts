import { describe, expect, it } from 'vitest'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { makeUser } from '@/lib/platform/testing/factories'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asUser, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Job } from '@/models/job'
import { MailOutbox } from '@/models/mail-outbox'
import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import { listApplications } from '../queries'
import {
  applyToTeach,
  approveInstructor,
  reinstateAccount,
  returnInstructor,
  suspendAccount,
} from './standing'

useTestDatabase()

const applicant = (askedAt = new Date()) =>
  makeUser({ role: 'instructor', approved: false, application: { status: 'waiting', askedAt } })
const idOf = (user: { _id: { toHexString(): string } }) => user._id.toHexString()
const events = (event: string) => Job.countDocuments({ 'payload.event': `accounts.${event}` })

describe('applications to teach', () => {
  it('are approved by an admin, once, and the person is told', async () => {
    const user = await applicant()
    const [one, two] = [await asAdmin(), await asAdmin()]
    const both = await Promise.allSettled([
      approveInstructor(one, { userId: idOf(user) }),
      returnInstructor(two, { userId: idOf(user), reason: 'No.' }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject({
      reason: 'account.application_decided',
    })
    expect(await MailOutbox.countDocuments({ to: user.email })).toBe(1)
    expect((await events('instructorApproved')) + (await events('instructorReturned'))).toBe(1)
  })

  it('give the right to teach with the approval', async () => {
    const user = await applicant()
    expect((await signedIn(idOf(user))).isApproved).toBe(false)
    await approveInstructor(await asAdmin(), { userId: idOf(user) })
    expect((await signedIn(idOf(user))).isApproved).toBe(true)
  })

  it('come back with a reason and may be made again', async () => {
    const user = await applicant()
    await returnInstructor(await asAdmin(), { userId: idOf(user), reason: 'Tell us what you teach.' })
    const letter = await MailOutbox.findOne({ template: 'instructorReturned' }).orFail()
    expect(letter.text).toContain('Tell us what you teach.')
    const viewer = await signedIn(idOf(user))
    await applyToTeach(viewer, {})
    await expect(applyToTeach(viewer, {})).rejects.toMatchObject({ reason: 'account.application_decided' })
    const again = await User.findById(user._id).orFail()
    expect(again.application).toMatchObject({ status: 'waiting' })
    expect(again.application?.reason).toBeUndefined()
  })

  it('turn a student into an instructor who waits', async () => {
    const viewer = await asStudent()
    await applyToTeach(viewer, {})
    expect(await signedIn(viewer.userId)).toMatchObject({ role: 'instructor', isApproved: false })
    expect(await events('instructorApplied')).toBe(1)
    for (const other of [await asInstructor(), await asAdmin()])
      await expect(applyToTeach(other, {})).rejects.toMatchObject({ code: 'conflict' })
    await expect(applyToTeach(asVisitor(), {})).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('are listed for admins, longest waiting first, in pages', async () => {
    const start = Date.now()
    const users = []
    for (let index = 0; index < 5; index += 1) users.push(await applicant(new Date(start - index * 1000)))
    const admin = await asAdmin()
    const first = await listApplications(admin, { limit: 3 })
    const second = await listApplications(admin, { limit: 3, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ userId }) => userId)).toEqual(users.reverse().map(idOf))
    expect(second.nextCursor).toBeNull()
    expect((await listApplications(admin, { status: 'returned' })).items).toEqual([])
  })

  it('are nobody else’s to see or decide', async () => {
    const user = await applicant()
    const own = await signedIn(idOf(user))
    for (const viewer of [await asStudent(), await asInstructor(), own]) {
      await expect(listApplications(viewer, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(approveInstructor(viewer, { userId: idOf(user) })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(returnInstructor(viewer, { userId: idOf(user), reason: 'x' })).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
    await expect(listApplications(asVisitor(), {})).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(approveInstructor(asVisitor(), { userId: idOf(user) })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    await expect(approveInstructor(systemViewer('seed'), { userId: idOf(user) })).resolves.toBeDefined()
  })
})

describe('suspension', () => {
  it('ends every sign-in and can be taken back', async () => {
    const admin = await asAdmin()
    const viewer = await asStudent()
    const user = await User.findById(viewer.userId).orFail()
    await suspendAccount(admin, { userId: viewer.userId, reason: 'Spam.' })
    expect(await SignIn.countDocuments({ user: user._id, endedAt: null })).toBe(0)
    await expect(signedIn(viewer.userId)).rejects.toThrow()
    expect(await MailOutbox.countDocuments({ to: user.email, template: 'accountSuspended' })).toBe(1)
    expect(await events('suspended')).toBe(1)
    await expect(suspendAccount(admin, { userId: viewer.userId, reason: 'Again.' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await reinstateAccount(admin, { userId: viewer.userId })
    await expect(signedIn(viewer.userId)).resolves.toBeDefined()
    expect((await User.findById(user._id).orFail()).suspension).toBeUndefined()
    await expect(reinstateAccount(admin, { userId: viewer.userId })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('is an admin’s, never about oneself', async () => {
    const admin = await asAdmin()
    const other = await asUser()
    await expect(suspendAccount(admin, { userId: admin.userId, reason: 'x' })).rejects.toMatchObject({
      reason: 'account.not_yourself',
    })
    for (const viewer of [await asStudent(), await asInstructor()]) {
      await expect(suspendAccount(viewer, { userId: other.userId, reason: 'x' })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(reinstateAccount(viewer, { userId: other.userId })).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
    await expect(suspendAccount(asVisitor(), { userId: other.userId, reason: 'x' })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    const nobody = 'f'.repeat(24)
    await expect(suspendAccount(admin, { userId: nobody, reason: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
