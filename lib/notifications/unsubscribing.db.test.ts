import { beforeEach, describe, expect, it } from 'vitest'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { MailOutbox } from '@/models/mail-outbox'
import { User } from '@/models/user'
import { chooseNotifications, resubscribe, unsubscribe } from './commands/choosing'
import { notify } from './commands/writing'
import { findUnsubscribeState, getNotifySettings } from './queries'
import { makeUnsubscribeToken } from './unsubscribe-token'

useTestDatabase()

const CHOSEN = {
  courseUpdate: { inApp: true, mail: 'daily' },
  grade: { inApp: true, mail: 'now' },
  certificate: { inApp: true, mail: 'now' },
  approval: { inApp: true },
} as const
const nobody = asVisitor()
beforeEach(() => setClock(new Date('2030-03-05T10:00:00Z')))

const person = async () => {
  const viewer = await asStudent({ email: 'adele@example.test' })
  await chooseNotifications(viewer, CHOSEN)
  const mails = async () => {
    const { choices } = await getNotifySettings(viewer)
    return [choices.courseUpdate.mail, choices.certificate.mail]
  }
  const token = (scope: 'certificate' | 'courseUpdate' | 'digest') =>
    makeUnsubscribeToken({ userId: viewer.userId, scope })
  return { viewer, mails, token }
}

describe('the link of a letter', () => {
  it('stands in the letter, in its text and for the mail program, and works without signing in', async () => {
    const { viewer, mails } = await person()
    await notify(systemViewer('test'), {
      userId: viewer.userId,
      notice: 'certificateIssued',
      params: { course: 'Sailing' },
      link: '/certificates/a',
      courseId: null,
      key: 'k',
    })
    const letter = await MailOutbox.findOne({ kind: 'notice' }).orFail()
    const token = /\/unsubscribe\?token=(\S+)/.exec(letter.text ?? '')?.[1] ?? ''
    expect(letter.unsubscribeUrl).toMatch(/^http.*\/api\/notifications\/unsubscribe\?token=/)
    expect(letter.unsubscribeUrl?.endsWith(token)).toBe(true)
    expect(letter.html).toContain(`/unsubscribe?token=${token}`)
    expect(await findUnsubscribeState(nobody, { token })).toEqual({
      scope: 'certificate',
      address: 'ad…@example.test',
      isOff: false,
    })
    expect(await unsubscribe(nobody, { token })).toEqual({ certificate: 'now' })
    expect(await mails()).toEqual(['daily', 'off'])
    expect((await getNotifySettings(viewer)).choices.certificate.inApp).toBe(true)
    expect(await findUnsubscribeState(nobody, { token })).toMatchObject({ isOff: true })
  })

  it('pressed again it changes nothing, and undone it is as before', async () => {
    const { mails, token } = await person()
    const link = token('certificate')
    const first = await unsubscribe(nobody, { token: link })
    expect(await unsubscribe(nobody, { token: link })).toEqual({})
    expect(await resubscribe(nobody, { token: link, ...first })).toEqual({ certificate: 'now' })
    expect(await mails()).toEqual(['daily', 'now'])
    expect(await resubscribe(nobody, { token: link, certificate: 'daily' }), 'it is on').toEqual({})
    expect(await mails()).toEqual(['daily', 'now'])
  })

  it('undoes nothing but what it stops', async () => {
    const { viewer, mails, token } = await person()
    await chooseNotifications(viewer, { ...CHOSEN, courseUpdate: { inApp: true, mail: 'off' } })
    const link = token('certificate')
    await unsubscribe(nobody, { token: link })
    await resubscribe(nobody, { token: link, courseUpdate: 'now', certificate: 'daily' })
    expect(await mails()).toEqual(['off', 'daily'])
  })

  it('of a daily letter stops all that stands in it, and nothing else', async () => {
    const { mails, token } = await person()
    expect(await unsubscribe(nobody, { token: token('digest') })).toEqual({ courseUpdate: 'daily' })
    expect(await mails()).toEqual(['off', 'now'])
    expect(await findUnsubscribeState(nobody, { token: token('digest') })).toMatchObject({ isOff: true })
  })

  it.each([
    ['another person', (token: string, other: string) => token.replace(/^[0-9a-f]{24}/, other)],
    ['another kind', (token: string) => token.replace('certificate', 'courseUpdate')],
    ['another day', (token: string) => token.replace(/\.(\d+)\./, '.99999.')],
    ['no day', (token: string) => token.replace(/\.(\d+)\./, '.NaN.')],
    ['a changed signature', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['none', (token: string) => token.split('.').slice(0, 3).join('.')],
    ['more behind it', (token: string) => `${token}.x`],
    ['nonsense', () => 'a.b.c.d'],
    ['the name of something every object has', (token: string) => token.replace('certificate', 'toString')],
  ])('made for %s is refused', async (_what, forge) => {
    const { mails, token } = await person()
    const other = await asStudent()
    const forged = forge(token('certificate'), other.userId)
    for (const ask of [unsubscribe, resubscribe, findUnsubscribeState])
      await expect(ask(nobody, { token: forged })).rejects.toMatchObject({
        code: 'forbidden',
        reason: 'notification.link_forged',
      })
    expect(await mails()).toEqual(['daily', 'now'])
  })

  it('holds for a year', async () => {
    const { mails, token } = await person()
    const link = token('certificate')
    setClock(new Date('2031-03-05T10:00:00Z'))
    await unsubscribe(nobody, { token: link })
    expect(await mails()).toEqual(['daily', 'off'])
    setClock(new Date('2031-03-08T10:00:00Z'))
    await expect(unsubscribe(nobody, { token: link })).rejects.toMatchObject({
      reason: 'notification.link_expired',
    })
  })

  it('of an account that is gone does nothing', async () => {
    const { viewer, token } = await person()
    const link = token('certificate')
    await User.deleteOne({ _id: viewer.userId })
    expect(await unsubscribe(nobody, { token: link })).toEqual({})
    expect(await resubscribe(nobody, { token: link, certificate: 'now' })).toEqual({})
    expect(await findUnsubscribeState(nobody, { token: link })).toBeNull()
  })
})
