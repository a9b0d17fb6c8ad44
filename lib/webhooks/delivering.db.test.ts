import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '@/lib/jobs'
import { publishAssignments, saveAssignment } from '@/lib/assignments/commands/authoring'
import { SaveAssignment } from '@/lib/assignments/schema'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now, setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { resetEnv } from '@/lib/platform/env'
import { claimJob } from '@/lib/platform/jobs/claim'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { asAdmin, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { handInAssignment } from '@/lib/progress/commands/assignment'
import { gradeSubmission, returnSubmission } from '@/lib/progress/commands/grading'
import { leaveCourse } from '@/lib/progress/commands/leaving'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { Job } from '@/models/job'
import { Notification } from '@/models/notification'
import { WebhookDelivery } from '@/models/webhook-delivery'
import { announce, replayDelivery, testWebhook } from './commands/announcing'
import { deliverOnce } from './commands/delivering'
import { createWebhook, disableWebhook, enableWebhook, rotateWebhookSecret } from './commands/endpoints'
import { eraseMessagesAbout } from './commands/erasing'
import { RETRY_WAITS, WEBHOOK_EVENTS, type WebhookEvent } from './constants'
import { getDelivery, getWebhook, listDeliveries } from './queries'

const DAY = 86_400_000
const ESSAY = { instructions: 'Write an essay.', points: 10 }
const PASSED = { version: 2, choices: {}, points: 9, comment: '', isReleased: true }
const words = (lessonId: string) => ({ lessonId, text: 'My essay.', link: '', version: 0 })

useTestDatabase()

type Heard = { headers: IncomingHttpHeaders; body: string; json: { type: string; data: object } }
let heard: Heard[]
let status: number
let server: Server
let admin: Member
let url: string

beforeEach(async () => {
  heard = []
  status = 204
  server = createServer(async (request, response) => {
    const body = Buffer.concat((await request.toArray()) as Buffer[]).toString()
    heard.push({ headers: request.headers, body, json: JSON.parse(body) })
    response.writeHead(status).end(status === 204 ? undefined : `status ${status}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
  vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'true')
  resetEnv()
  admin = await asAdmin()
})

afterEach(async () => {
  vi.unstubAllEnvs()
  resetEnv()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const house = systemViewer('test')
const never = new AbortController().signal
const listen = (events: readonly WebhookEvent[] = WEBHOOK_EVENTS) =>
  createWebhook(admin, { url, description: '', events: [...events] })
const later = (milliseconds: number) => setClock(new Date(now().getTime() + milliseconds))
const deliveries = () => WebhookDelivery.find({}).sort({ _id: 1 }).lean()
const tell = async (source = 'once') => {
  const { userId } = await asStudent()
  await announce(house, { event: 'course.completed', source, userId, at: now(), data: { courseId: userId } })
  return userId
}
/** The library of the specification looks at the machine's clock, which stands still for none of our tests. */
function isSigned({ headers, body }: Heard, secret: string): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000)
  const signature = new Webhook(secret).sign(String(headers['webhook-id']), at, body)
  return String(headers['webhook-signature']).split(' ').includes(signature)
}

describe('what happens in the academy', () => {
  test('reaches the endpoint signed, from enrolling to leaving, each thing once', async () => {
    const { webhookId, secret } = await listen()
    const student = await asStudent()
    const { course, lessons } = await makeCourse({}, [{ type: 'article' }, { type: 'assignment' }])
    const [article, task] = lessons.map(({ id }) => String(id)) as [string, string]
    await saveAssignment(admin, SaveAssignment.parse({ ...ESSAY, lessonId: task, version: 0 }))
    await inTransaction(() => publishAssignments([toObjectId(task)]))
    await enroll(student, { courseId: course.id })
    await enroll(student, { courseId: course.id })
    await completeLesson(student, { lessonId: article })
    const first = await handInAssignment(student, words(task))
    await returnSubmission(admin, { submissionId: first.submissionId, version: 2, comment: 'Say why.' })
    const second = await handInAssignment(student, words(task))
    await gradeSubmission(admin, { ...PASSED, submissionId: second.submissionId })
    await leaveCourse(student, { courseId: course.id, progress: 'keep' })
    const outcomes = await runDueJobs()
    expect(outcomes.filter(({ state }) => state !== 'done')).toEqual([])

    const handedIn = 'submission.received'
    expect(heard.map(({ json }) => json.type).toSorted()).toEqual([...WEBHOOK_EVENTS, handedIn].toSorted())
    for (const one of heard) {
      expect(new Webhook(secret).verify(one.body, one.headers as Record<string, string>)).toEqual(one.json)
      expect(one.json.data).toMatchObject({ userId: student.userId, courseId: course.id })
      expect(one.headers).toMatchObject({
        'content-type': 'application/json',
        'user-agent': /TechElevate/ as never,
      })
    }
    const page = await listDeliveries(admin, { webhookId, state: 'delivered' })
    expect(page.items).toHaveLength(WEBHOOK_EVENTS.length + 1)
    expect(page.items[0]).toMatchObject({ attemptCount: 1, lastAttempt: { status: 204, failure: null } })
  })

  test('is told to those who listen for it and are switched on, and to nobody when it is rolled back', async () => {
    await listen(['certificate.issued'])
    const off = await listen(['enrollment.created'])
    await disableWebhook(admin, off)
    const [student, { course }] = [await asStudent(), await makeCourse()]
    await enroll(student, { courseId: course.id })
    await runDueJobs()
    expect(await deliveries()).toEqual([])
    await enableWebhook(admin, off)
    const other = await asStudent()
    const failing = inTransaction(async () => {
      await enroll(other, { courseId: course.id })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await runDueJobs()
    expect(heard).toEqual([])
  })

  test('is announced once, however often the job that announces it is begun', async () => {
    await listen()
    const { userId } = await asStudent()
    const news = { event: 'course.completed' as const, source: 'job1', userId, at: now(), data: {} }
    const tellings = await Promise.allSettled(Array.from({ length: 6 }, () => announce(house, news)))
    expect(tellings.some(({ status: end }) => end === 'fulfilled')).toBe(true)
    await announce(house, news)
    await runDueJobs()
    expect([heard.length, await WebhookDelivery.countDocuments()]).toEqual([1, 1])
  })
})

describe('a receiver that does not answer', () => {
  test('is tried again by the schedule under one id, each time with a fresh signature, and then no more', async () => {
    status = 500
    const { webhookId, secret } = await listen()
    await tell()
    await runDueJobs()
    for (const [index, wait] of RETRY_WAITS.entries()) {
      expect([index, heard.length]).toEqual([index, index + 1])
      later(wait - 1000)
      await runDueJobs()
      expect(heard.length, 'not before its time').toBe(index + 1)
      later(1001)
      await runDueJobs()
    }
    expect(heard).toHaveLength(RETRY_WAITS.length + 1)
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(heard.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(heard.length)
    expect(heard.every((one) => isSigned(one, secret))).toBe(true)
    const [row] = await deliveries()
    expect(row).toMatchObject({ state: 'failed', nextAt: null, attemptCount: 10 })
    expect(await Job.countDocuments({ name: 'webhooks.deliver', state: 'waiting' })).toBe(0)
    const shown = await getDelivery(admin, { deliveryId: String(row?._id) })
    expect(shown.attempts).toHaveLength(10)
    expect(shown.attempts[0]).toMatchObject({ status: 500, failure: 'status', answer: 'status 500' })
    expect((await getWebhook(admin, { webhookId })).failingSince).not.toBeNull()
  })

  test('has what it missed when it is back', async () => {
    status = 503
    const { webhookId } = await listen()
    await tell()
    await runDueJobs()
    status = 200
    later(5001)
    await runDueJobs()
    expect((await deliveries())[0]).toMatchObject({ state: 'delivered', attemptCount: 2 })
    expect((await getWebhook(admin, { webhookId })).failingSince).toBeNull()
  })

  test('for five days is switched off, and every admin is told once', async () => {
    status = 500
    const { webhookId } = await listen()
    const second = await asAdmin()
    await makeUser({ role: 'admin', active: false })
    await tell('first')
    await runDueJobs()
    later(4.9 * DAY)
    await tell('second')
    await runDueJobs()
    expect((await getWebhook(admin, { webhookId })).isEnabled).toBe(true)
    later(0.2 * DAY)
    await tell('third')
    await runDueJobs()
    expect(await getWebhook(admin, { webhookId })).toMatchObject({
      isEnabled: false,
      disabledBecause: 'failing',
    })
    const told = await Notification.find({ notice: 'webhookDisabled' }).lean()
    expect(told.map(({ user }) => String(user)).toSorted()).toEqual([admin.userId, second.userId].toSorted())
    const tries = heard.length
    later(2 * DAY)
    await tell('fourth')
    await runDueJobs()
    expect(heard).toHaveLength(tries)
    expect(await WebhookDelivery.countDocuments({ state: 'waiting' })).toBe(0)
  })

  test('and says that it is gone (410) is switched off at once', async () => {
    status = 410
    const { webhookId } = await listen()
    await tell()
    await runDueJobs()
    expect(await getWebhook(admin, { webhookId })).toMatchObject({ disabledBecause: 'gone' })
  })

  test('because its address is private is refused at the socket, whatever was allowed when it was made', async () => {
    await listen()
    vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'false')
    resetEnv()
    await tell()
    await runDueJobs()
    expect(heard).toEqual([])
    expect((await deliveries())[0]?.attempts[0]).toMatchObject({ failure: 'refused_address', status: null })
  })
})

describe('what a crash leaves behind', () => {
  test('a try that was not begun is made by the next process', async () => {
    await listen()
    await tell()
    expect(await claimJob()).toMatchObject({ name: 'webhooks.deliver' })
    later(60_001)
    await runDueJobs()
    expect(heard).toHaveLength(1)
  })

  test('a try that was sent and not written down is sent again under its id; one that was written down is not', async () => {
    await listen()
    await tell()
    const [row] = await deliveries()
    const input = { deliveryId: String(row?._id), round: 1, signal: never }
    const claimed = await claimJob()
    await deliverOnce(house, input)
    await WebhookDelivery.updateOne(
      { _id: row?._id },
      { $set: { state: 'waiting', attemptCount: 0, nextAt: now() } },
    )
    expect(claimed).toBeDefined()
    later(60_001)
    await runDueJobs()
    await deliverOnce(house, input)
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([row?.messageId, row?.messageId])
  })

  test('two processes with the same try write it down once', async () => {
    await listen()
    await tell()
    const [row] = await deliveries()
    const input = { deliveryId: String(row?._id), round: 1, signal: never }
    await Promise.all([deliverOnce(house, input), deliverOnce(house, input)])
    expect((await deliveries())[0]).toMatchObject({ attemptCount: 1, state: 'delivered' })
  })
})

describe('an admin', () => {
  test('sends a test, and a message again under the id it had', async () => {
    const { webhookId } = await listen([])
    const { deliveryId } = await testWebhook(admin, { webhookId })
    await runDueJobs()
    await replayDelivery(admin, { deliveryId })
    await runDueJobs()
    expect(heard.map(({ json }) => json.type)).toEqual(['webhook.test', 'webhook.test'])
    expect(heard[0]?.headers['webhook-id']).toBe(heard[1]?.headers['webhook-id'])
    expect(heard[0]?.body).toBe(heard[1]?.body)
    expect(await getDelivery(admin, { deliveryId })).toMatchObject({ state: 'delivered', attemptCount: 2 })
  })

  test('who sends a waiting message at once leaves nothing to its old schedule', async () => {
    status = 500
    await listen()
    await tell()
    await runDueJobs()
    status = 200
    const [row] = await deliveries()
    await replayDelivery(admin, { deliveryId: String(row?._id) })
    await runDueJobs()
    later(RETRY_WAITS[0] + 1)
    await runDueJobs()
    expect(heard).toHaveLength(2)
  })

  test('has two secrets sign for a day after a change, then the new one alone', async () => {
    const { webhookId, secret: former } = await listen()
    const { secret: present } = await rotateWebhookSecret(admin, { webhookId })
    await tell('first')
    await runDueJobs()
    expect([former, present].map((secret) => heard[0] && isSigned(heard[0], secret))).toEqual([true, true])
    later(DAY + 1000)
    await tell('second')
    await runDueJobs()
    expect([former, present].map((secret) => heard[1] && isSigned(heard[1], secret))).toEqual([false, true])
  })
})

test('only the house announces and delivers, and only for admins is anything sent by hand', async () => {
  const { webhookId } = await listen()
  const { deliveryId } = await testWebhook(admin, { webhookId })
  const news = { event: 'course.completed' as const, source: 's', userId: admin.userId, at: now(), data: {} }
  for (const viewer of [asVisitor(), await asStudent(), admin]) {
    await expect(announce(viewer, news)).rejects.toMatchObject({ code: 'forbidden' })
    const one = { deliveryId, round: 1, signal: never }
    await expect(deliverOnce(viewer, one)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(eraseMessagesAbout(viewer, { userId: admin.userId })).rejects.toMatchObject({
      code: 'forbidden',
    })
  }
  const student = await asStudent()
  await expect(testWebhook(student, { webhookId })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(replayDelivery(student, { deliveryId })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(replayDelivery(asVisitor(), { deliveryId })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(heard).toEqual([])
})

test('what was sent about a person goes with their account, and only that', async () => {
  await listen()
  const [userId] = [await tell('first'), await tell('second')]
  await eraseMessagesAbout(house, { userId })
  const rows = await deliveries()
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(userId)
})
