import { expect, it } from 'vitest'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { MailOutbox } from '@/models/mail-outbox'
import {
  sendApprovedLetter,
  sendCodeLetter,
  sendEmailChangedLetter,
  sendFarewellLetter,
  sendIdentityLinkedLetter,
  sendPasswordChangedLetter,
  sendResetLetter,
  sendReturnedLetter,
  sendSuspendedLetter,
} from './letters'

useTestDatabase()

const to = {
  email: 'ada@example.test',
  fullName: '<b>Ada</b>',
  username: 'ada',
  locale: 'xx',
  timeZone: 'Asia/Tokyo',
}

it('writes every letter whole, in a language that exists, with what people typed escaped', async () => {
  await sendCodeLetter(to, 'verifyEmail', '012345')
  await sendCodeLetter(to, 'changeEmail', '012345')
  await sendEmailChangedLetter(to, 'new@example.test')
  await sendResetLetter(to, 'a'.repeat(43))
  await sendPasswordChangedLetter(to, new Date('2026-01-01T20:00:00Z'))
  await sendIdentityLinkedLetter(to, 'github')
  await sendApprovedLetter(to)
  await sendReturnedLetter(to, '<script>alert(1)</script>')
  await sendSuspendedLetter(to, 'Spam.')
  await sendCodeLetter(to, 'eraseAccount', '012345')
  await sendFarewellLetter(to)
  const letters = await MailOutbox.find().sort({ _id: 1 })
  expect(letters).toHaveLength(11)
  for (const { subject, text, html } of letters) {
    for (const words of [subject, text, html])
      expect(words).not.toMatch(/undefined|mail\.[a-zA-Z]+|\{[a-z]+\}/)
    expect(text).toContain('Hello <b>Ada</b>,')
    expect(html).toContain('Hello &lt;b&gt;Ada&lt;/b&gt;,')
    expect(html).not.toContain('<script>')
  }
  expect(letters[0]?.text).toContain('012345')
  expect(letters[0]?.text).toContain('/verify-email')
  expect(letters[3]?.text).toContain(`/reset-password?token=${'a'.repeat(43)}`)
  expect(letters[4]?.text).toContain('January 2, 2026')
})
