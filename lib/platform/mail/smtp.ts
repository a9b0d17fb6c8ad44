import { createTransport, type Transporter } from 'nodemailer'
import { env } from '../env'
import { processWide } from '../process-wide'

const PATIENCE_MILLISECONDS = 15_000

type Sender = { url: string; transport: Transporter }
const state = processWide('smtp', () => ({ sender: undefined as Sender | undefined }))

/** Hands a letter to the mail server of `SMTP_URL`; resolves once that server has taken it over. */
export async function sendBySmtp(mail: {
  id: string
  to: string
  subject: string
  text: string
  html: string
  unsubscribeUrl?: string
}): Promise<void> {
  await transport().sendMail({
    from: env().MAIL_FROM,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // The same letter sent twice, after a crash between sending and noting it, is known by its id and shown once.
    messageId: `<${mail.id}@${new URL(env().APP_URL).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(mail.unsubscribeUrl) },
  })
}

/** With these a mail program offers a button of its own, which needs no page of ours (RFC 2369, RFC 8058). */
function unsubscribeHeaders(url: string | undefined): Record<string, string> {
  if (url === undefined) return {}
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** A 5xx answer: this letter will never be taken, however often it is offered. */
export function isRefusedForGood(error: unknown): boolean {
  return (
    error instanceof Error &&
    'responseCode' in error &&
    typeof error.responseCode === 'number' &&
    error.responseCode >= 500 &&
    // A wrong password of ours is no fault of the letter.
    !('code' in error && error.code === 'EAUTH')
  )
}

export function closeSmtp(): void {
  state.sender?.transport.close()
  state.sender = undefined
}

function transport(): Transporter {
  const url = env().SMTP_URL
  if (url === undefined) throw new Error('SMTP_URL is not set.')
  if (state.sender?.url !== url) {
    closeSmtp()
    const limits = {
      connectionTimeout: PATIENCE_MILLISECONDS,
      greetingTimeout: PATIENCE_MILLISECONDS,
      socketTimeout: 2 * PATIENCE_MILLISECONDS,
    }
    state.sender = { url, transport: createTransport({ url, ...limits }) }
  }
  return state.sender.transport
}
