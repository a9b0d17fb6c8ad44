import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MailOutbox } from '@/models/mail-outbox'
import { setClock } from '../clock'
import { inTransaction } from '../db/transaction'
import { resetEnv } from '../env'
import { deliverEvent } from '../jobs/events'
import { registry } from '../jobs/registry'
import { runDueJobs } from '../jobs/runner'
import { useTestDatabase } from '../testing/db'
import { deliverMail } from './deliver'
import { sendMail } from './port'
import { renderMail } from './render'
import { closeSmtp } from './smtp'

useTestDatabase()

type Received = { from: string; to: string[]; message: string }
let received: Received[]
let refusal: { code: number } | undefined
let server: SMTPServer | undefined

const letter = (to = 'ada@example.org') => ({
  to,
  template: 'verify-email',
  kind: 'account' as const,
  ...renderMail({
    subject: 'Your code,\r\nBcc: evil@example.org',
    heading: 'Welcome, Ada – 日本語',
    paragraphs: ['Type this code.'],
    code: '123456',
    footer: 'You registered.',
    locale: 'en',
  }),
})

beforeEach(() => {
  registry.clear()
  for (const job of [deliverMail, deliverEvent]) registry.set(job.name, job)
  received = []
  refusal = undefined
})

afterEach(async () => {
  closeSmtp()
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(resolve)))
  server = undefined
  vi.unstubAllEnvs()
  resetEnv()
})

/** A real mail server on a free port, named in the settings. */
async function startMailServer(): Promise<void> {
  server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onRcptTo: (_address, _session, done) =>
      done(
        refusal === undefined
          ? undefined
          : Object.assign(new Error('Not here.'), { responseCode: refusal.code }),
      ),
    onData: (stream, { envelope }, done) => {
      let message = ''
      stream.on('data', (chunk: Buffer) => (message += chunk.toString()))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), message })
        done()
      })
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await new Promise((resolve) => listening.once('listening', resolve))
  const address = listening.address()
  useSmtp(`smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
}

function useSmtp(url: string): void {
  vi.stubEnv('SMTP_URL', url)
  vi.stubEnv('MAIL_FROM', 'Academy <no-reply@academy.example>')
  resetEnv()
}

const outbox = () => MailOutbox.find({}).sort({ _id: 1 }).lean()

test('without a mail server letters are kept to be read, and stay there when one is set later', async () => {
  await sendMail(letter())
  expect(await outbox()).toMatchObject([
    { state: 'kept', to: 'ada@example.org', text: expect.stringContaining('123456') },
  ])
  await startMailServer()
  expect(await runDueJobs()).toEqual([])
  expect(received).toEqual([])
})

test('a letter reaches the mail server once, whole, and its text is then erased', async () => {
  await startMailServer()
  await inTransaction(() => sendMail(letter()))
  await runDueJobs()
  await runDueJobs()
  expect(received).toHaveLength(1)
  const [mail] = received
  expect(mail).toMatchObject({ from: 'no-reply@academy.example', to: ['ada@example.org'] })
  expect(mail?.message).toMatch(/^From: Academy <no-reply@academy\.example>/m)
  expect(mail?.message).toContain('123456')
  expect(mail?.message).toMatch(/multipart\/alternative/)
  const [row] = await outbox()
  expect(row).toMatchObject({ state: 'sent', sentAt: expect.any(Date) })
  expect(row?.text).toBeUndefined()
  expect(row?.html).toBeUndefined()
})

test('a notice says to mail programs how one POST stops such letters; other letters do not', async () => {
  await startMailServer()
  const unsubscribeUrl = 'https://academy.example/api/notifications/unsubscribe?token=a.b-c_d'
  await sendMail({ ...letter(), kind: 'notice', unsubscribeUrl })
  await sendMail(letter('bob@example.org'))
  await runDueJobs()
  const headersOf = (to: string) =>
    received
      .find((mail) => mail.to.includes(to))
      ?.message.split('\r\n\r\n')[0]
      ?.replace(/\r\n[ \t]+/g, ' ') ?? ''
  expect(headersOf('ada@example.org')).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`)
  expect(headersOf('ada@example.org')).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
  expect(headersOf('bob@example.org')).not.toContain('List-Unsubscribe')
  expect((await outbox()).map((row) => row.unsubscribeUrl)).toEqual([undefined, undefined])
})

test('a line break in a subject adds no header and no receiver', async () => {
  await startMailServer()
  await sendMail(letter())
  await runDueJobs()
  expect(received[0]?.to).toEqual(['ada@example.org'])
  const [headers = ''] = received[0]?.message.split('\r\n\r\n') ?? []
  expect(headers).toMatch(/^Subject: Your code, Bcc/m)
  expect(headers).not.toMatch(/^Bcc:/im)
})

test('a command that is rolled back has written to nobody', async () => {
  await startMailServer()
  const failing = inTransaction(async () => {
    await sendMail(letter())
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await runDueJobs()
  expect([received, await outbox()]).toEqual([[], []])
})

test('while the mail server is away the letter waits and is sent when it is back, under one message id', async () => {
  useSmtp(`smtp://127.0.0.1:${await closedPort()}`)
  await sendMail(letter())
  expect((await runDueJobs())[0]?.state).toBe('again')
  expect((await outbox())[0]).toMatchObject({ state: 'queued' })
  await startMailServer()
  setClock(new Date(Date.now() + 6_000))
  await runDueJobs()
  const [row] = await outbox()
  expect(row?.state).toBe('sent')
  expect(received[0]?.message).toContain(`Message-ID: <${row?._id.toHexString()}@`)
})

test('a temporary refusal is tried again, a final one is noted and not repeated', async () => {
  await startMailServer()
  refusal = { code: 451 }
  await sendMail(letter())
  expect((await runDueJobs())[0]?.state).toBe('again')
  refusal = { code: 550 }
  setClock(new Date(Date.now() + 6_000))
  expect((await runDueJobs())[0]?.state).toBe('done')
  expect((await outbox())[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('550') })
  expect((await outbox())[0]?.text).toBeUndefined()
})

test('only a whole mail address is written to', async () => {
  for (const to of ['ada', 'ada@example.org, evil@example.org', 'ada@example.org\r\nBcc: x@example.org']) {
    await expect(sendMail(letter(to))).rejects.toThrow()
  }
  expect(await outbox()).toEqual([])
})

async function closedPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
