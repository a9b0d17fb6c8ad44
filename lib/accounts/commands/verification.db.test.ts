import { describe, expect, it } from 'vitest'
import { setClock } from '@/lib/platform/clock'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asUser, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Job } from '@/models/job'
import { MailOutbox } from '@/models/mail-outbox'
import { Otp } from '@/models/otp'
import { User } from '@/models/user'
import { resendCode, verifyEmail } from './verification'

useTestDatabase()

const unverified = () => asUser({ email: 'ada@example.test', emailVerifiedAt: undefined })
const newestCode = async (to = 'ada@example.test') => {
  const letter = await MailOutbox.findOne({ to }).sort({ createdAt: -1, _id: -1 }).orFail()
  return letter.subject.slice(0, 6)
}
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('verifyEmail', () => {
  it('proves the address, once', async () => {
    const viewer = await unverified()
    await resendCode(viewer, {})
    const code = await newestCode()
    await verifyEmail(viewer, { code })
    expect((await signedIn(viewer.userId)).isVerified).toBe(true)
    expect(await Otp.countDocuments()).toBe(0)
    expect(await Job.countDocuments({ 'payload.event': 'accounts.emailVerified' })).toBe(1)
    await expect(verifyEmail(viewer, { code })).rejects.toMatchObject({ reason: 'account.code_expired' })
    await expect(resendCode(viewer, {})).rejects.toMatchObject({ reason: 'account.already_verified' })
  })

  it('keeps no code in clear', async () => {
    const viewer = await unverified()
    await resendCode(viewer, {})
    expect(JSON.stringify(await Otp.find().lean())).not.toContain(await newestCode())
  })

  it('allows five tries, counted even when they come at once', async () => {
    const viewer = await unverified()
    await resendCode(viewer, {})
    const code = await newestCode()
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => verifyEmail(viewer, { code: wrong(code) })),
    )
    const reasons = tries.map((each) => (each.status === 'rejected' ? each.reason.reason : 'taken'))
    expect(reasons.filter((reason) => reason === 'account.code_wrong')).toHaveLength(4)
    expect(reasons.filter((reason) => reason === 'account.code_spent')).toHaveLength(4)
    await expect(verifyEmail(viewer, { code })).rejects.toMatchObject({
      fields: { code: 'account.code_spent' },
    })
    expect((await User.findById(viewer.userId).orFail()).emailVerifiedAt).toBeUndefined()
  })

  it('lets a code live for 300 seconds, whatever the cleaner does', async () => {
    const viewer = await unverified()
    const start = Date.now()
    setClock(new Date(start))
    await resendCode(viewer, {})
    const code = await newestCode()
    setClock(new Date(start + 300_000))
    await expect(verifyEmail(viewer, { code })).rejects.toMatchObject({ reason: 'account.code_expired' })
    setClock(new Date(start + 299_999))
    await expect(verifyEmail(viewer, { code })).resolves.toBeDefined()
  })

  it('takes only the newest code, and only from whom it was sent to', async () => {
    const viewer = await unverified()
    await resendCode(viewer, {})
    const first = await newestCode()
    await resendCode(viewer, {})
    const second = await newestCode()
    const stranger = await asUser({ emailVerifiedAt: undefined })
    await expect(verifyEmail(stranger, { code: second })).rejects.toMatchObject({
      reason: 'account.code_expired',
    })
    if (first !== second) await expect(verifyEmail(viewer, { code: first })).rejects.toBeDefined()
    await expect(verifyEmail(viewer, { code: second })).resolves.toBeDefined()
  })

  it('does not prove an address that was changed meanwhile', async () => {
    const viewer = await unverified()
    await resendCode(viewer, {})
    const code = await newestCode()
    await User.updateOne({ _id: viewer.userId }, { email: 'other@example.test' })
    await expect(verifyEmail(viewer, { code })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is for members, and sends five letters an hour', async () => {
    await expect(verifyEmail(asVisitor(), { code: '123456' })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    await expect(resendCode(asVisitor(), {})).rejects.toMatchObject({ code: 'unauthenticated' })
    const viewer = await unverified()
    for (let index = 0; index < 5; index += 1) await resendCode(viewer, {})
    await expect(resendCode(viewer, {})).rejects.toMatchObject({ code: 'limited' })
    expect(await MailOutbox.countDocuments()).toBe(5)
  })
})
