import { MailOutbox, type MailOutboxFields } from '@/models/mail-outbox'
import { z } from 'zod'
import { now } from '../clock'
import { env } from '../env'
import { enqueue } from '../jobs/enqueue'
import { deliverMail } from './deliver'

const KEEP_MILLISECONDS = 14 * 86_400_000

export type Letter = {
  to: string
  /** Names the letter in the outbox: `verify-email`. */
  template: string
  subject: string
  text: string
  html: string
  /** `account` letters are always sent; a `notice` is one the person can switch off. */
  kind: MailOutboxFields['kind']
  /** Of a notice: where one POST stops such letters, without signing in. */
  unsubscribeUrl?: string
}

/**
 * Writes a letter into the outbox, in the open transaction: a command that is rolled back has written to nobody. With
 * `SMTP_URL` a job sends it; without, it is kept there to be read.
 */
export async function sendMail(letter: Letter): Promise<void> {
  const to = z.email().parse(letter.to)
  const hasServer = env().SMTP_URL !== undefined
  const [row] = await MailOutbox.create([
    {
      ...letter,
      to,
      subject: letter.subject.replace(/\s+/g, ' ').trim(),
      state: hasServer ? 'queued' : 'kept',
      deleteAt: new Date(now().getTime() + KEEP_MILLISECONDS),
    },
  ])
  if (hasServer && row !== undefined) await enqueue(deliverMail, { mailId: row._id.toHexString() })
}
