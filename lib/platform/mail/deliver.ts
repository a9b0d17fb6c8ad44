import { MailOutbox } from '@/models/mail-outbox'
import { z } from 'zod'
import { now } from '../clock'
import { defineJob } from '../jobs/define-job'
import { sendBySmtp, isRefusedForGood } from './smtp'

/** Sends one letter of the outbox. What the mail server refuses for good is not tried again. */
export const deliverMail = defineJob({
  name: 'platform.deliverMail',
  payload: z.object({ mailId: z.string() }),
  retries: 8,
  run: async ({ mailId }, { isLastAttempt }) => {
    const mail = await MailOutbox.findOne({ _id: mailId, state: 'queued' }).lean()
    if (mail === null) return
    try {
      await sendBySmtp({
        id: mailId,
        to: mail.to,
        subject: mail.subject,
        text: mail.text ?? '',
        html: mail.html ?? '',
        unsubscribeUrl: mail.unsubscribeUrl ?? undefined,
      })
    } catch (error) {
      const isFinal = isRefusedForGood(error)
      if (isFinal || isLastAttempt) await giveUp(mailId, error)
      if (isFinal) return
      throw error
    }
    // A code or a link must not outlive its letter in the database.
    await MailOutbox.updateOne(
      { _id: mailId, state: 'queued' },
      { $set: { state: 'sent', sentAt: now() }, $unset: { text: 1, html: 1, unsubscribeUrl: 1 } },
    )
  },
})

async function giveUp(mailId: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
  await MailOutbox.updateOne(
    { _id: mailId, state: 'queued' },
    { $set: { state: 'failed', error: reason }, $unset: { text: 1, html: 1, unsubscribeUrl: 1 } },
  )
}
