import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import '@/lib/jobs'
import { now, setClock } from '@/lib/platform/clock'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { resetEnv } from '@/lib/platform/env'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { WebhookDelivery } from '@/models/webhook-delivery'
import { WebhookEndpoint } from '@/models/webhook-endpoint'
import { announce } from './commands/announcing'
import {
  createWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from './commands/endpoints'
import { DELIVERIES_PER_PAGE, WEBHOOK_LIMITS } from './constants'
import { getDelivery, getWebhook, listDeliveries, listWebhooks } from './queries'
import { NewWebhook } from './schema'

useTestDatabase()

let admin: Member
beforeEach(async () => {
  admin = await asAdmin()
})
afterEach(() => {
  vi.unstubAllEnvs()
  resetEnv()
})

const house = systemViewer('test')
const wanted = (url = 'https://hooks.example/in'): NewWebhook => ({
  url,
  description: 'Data warehouse',
  events: ['course.completed'],
})

test('a secret is shown when it is made and stands nowhere in clear', async () => {
  const { webhookId, secret } = await createWebhook(admin, wanted())
  const rotated = await rotateWebhookSecret(admin, { webhookId })
  const kept = JSON.stringify(await WebhookEndpoint.find({}).lean())
  const shown = JSON.stringify([await listWebhooks(admin), await getWebhook(admin, { webhookId })])
  for (const one of [secret, rotated.secret]) {
    expect(one).toMatch(/^whsec_/)
    expect(kept).not.toContain(one.slice(6))
    expect(shown).not.toContain(one.slice(6))
  }
  expect(shown).not.toContain('sealed')
})

test('what cannot be called is refused at the field, before anything is made', async () => {
  const refused: [string, string][] = [
    ['http://hooks.example/', 'webhook.https'],
    ['https://hooks.example:22/', 'webhook.port'],
    ['https://hooks.example:8080/', 'webhook.port'],
    ['https://user:pass@hooks.example/', 'webhook.credentials'],
    ['https://127.0.0.1/', 'webhook.address'],
    ['https://2130706433/', 'webhook.address'],
    ['https://[::ffff:10.0.0.1]/', 'webhook.address'],
    ['https://169.254.169.254/latest/meta-data', 'webhook.address'],
    ['https://localhost/', 'webhook.address'],
    ['https://db.internal/', 'webhook.address'],
  ]
  for (const [url, reason] of refused) {
    const making = createWebhook(admin, wanted(url))
    await expect(making, url).rejects.toMatchObject({ code: 'invalid', fields: { url: reason } })
  }
  expect(await WebhookEndpoint.countDocuments()).toBe(0)
  for (const url of ['https://hooks.example/', 'https://hooks.example:8443/', 'https://93.184.216.34/'])
    await expect(createWebhook(admin, wanted(url))).resolves.toMatchObject({ webhookId: expect.any(String) })
  const { webhookId } = await createWebhook(admin, wanted())
  const moved = updateWebhook(admin, { ...wanted('http://10.0.0.1/'), webhookId, version: 1 })
  await expect(moved).rejects.toMatchObject({ code: 'invalid' })
})

test('an operator’s word lets private addresses and http in', async () => {
  vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'true')
  resetEnv()
  await expect(createWebhook(admin, wanted('http://127.0.0.1:4000/'))).resolves.toBeDefined()
  await expect(createWebhook(admin, wanted('http://a:b@127.0.0.1/'))).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('an address is kept in one spelling; what is no address, no event or an unknown field is refused', () => {
  const events = ['course.completed', 'course.completed']
  const parsed = NewWebhook.parse({ url: ' HTTPS://Hooks.Example/a#b ', events })
  expect(parsed).toEqual({ url: 'https://hooks.example/a', description: '', events: ['course.completed'] })
  for (const input of [
    { url: 'javascript:alert(1)', events },
    { url: 'file:///etc/passwd', events },
    { url: 'https://', events },
    { url: { $ne: '' }, events },
    { url: `https://hooks.example/${'x'.repeat(2000)}`, events },
    { url: 'https://hooks.example/', events: [] },
    { url: 'https://hooks.example/', events: ['order.paid'] },
    { url: 'https://hooks.example/', events, secret: 'mine' },
  ])
    expect(NewWebhook.safeParse(input).success, JSON.stringify(input)).toBe(false)
})

test('of two admins who change it at once one is told, and nothing of theirs is lost', async () => {
  const { webhookId } = await createWebhook(admin, wanted())
  const change = (description: string) => ({ ...wanted(), description, webhookId, version: 1 })
  const changes = await Promise.allSettled([
    updateWebhook(admin, change('one')),
    updateWebhook(admin, change('other')),
  ])
  expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(changes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'precondition', reason: 'webhook.changed' },
  })
  expect((await getWebhook(admin, { webhookId })).version).toBe(2)
})

test('it is switched off and on; who is not there cannot be', async () => {
  const { webhookId } = await createWebhook(admin, wanted())
  await disableWebhook(admin, { webhookId })
  expect(await getWebhook(admin, { webhookId })).toMatchObject({ isEnabled: false, disabledBecause: 'admin' })
  await enableWebhook(admin, { webhookId })
  expect(await getWebhook(admin, { webhookId })).toMatchObject({ isEnabled: true, disabledBecause: null })
  const nobody = { webhookId: 'a'.repeat(24) }
  for (const act of [disableWebhook, enableWebhook, deleteWebhook, rotateWebhookSecret, getWebhook])
    await expect(act(admin, nobody)).rejects.toMatchObject({ code: 'not_found', reason: 'webhook.none' })
})

test('its log goes with it', async () => {
  const { webhookId } = await createWebhook(admin, wanted())
  const { userId } = await asStudent()
  await announce(house, { event: 'course.completed', source: 's', userId, at: now(), data: {} })
  await deleteWebhook(admin, { webhookId })
  await runDueJobs()
  expect([await WebhookEndpoint.countDocuments(), await WebhookDelivery.countDocuments()]).toEqual([0, 0])
})

test('there are no more than an academy can watch over', async () => {
  for (let n = 0; n < WEBHOOK_LIMITS.endpoints; n += 1) await createWebhook(admin, wanted())
  await expect(createWebhook(admin, wanted())).rejects.toMatchObject({ reason: 'webhook.too_many' })
})

test('the log is paged from the newest on, whole and without repetition, and each message is found', async () => {
  const { webhookId } = await createWebhook(admin, wanted())
  const { userId } = await asStudent()
  const start = Date.now()
  for (let n = 0; n < DELIVERIES_PER_PAGE + 3; n += 1) {
    setClock(new Date(start + n * 1000))
    await announce(house, { event: 'course.completed', source: `s${n}`, userId, at: now(), data: {} })
  }
  const first = await listDeliveries(admin, { webhookId, state: 'waiting' })
  const rest = await listDeliveries(admin, { webhookId, state: 'all', cursor: first.nextCursor ?? '' })
  const ids = [...first.items, ...rest.items].map(({ id }) => id)
  expect([first.items.length, rest.items.length, new Set(ids).size]).toEqual([25, 3, 28])
  expect(rest.nextCursor).toBeNull()
  expect((await listDeliveries(admin, { webhookId, state: 'failed' })).items).toEqual([])
  expect(await getDelivery(admin, { deliveryId: ids[0] ?? '' })).toMatchObject({ webhookId, attempts: [] })
})

test('nobody but an admin makes, sees or changes anything', async () => {
  const { webhookId } = await createWebhook(admin, wanted())
  const acts = (viewer: Member) => [
    createWebhook(viewer, wanted()),
    updateWebhook(viewer, { ...wanted(), webhookId, version: 1 }),
    ...[rotateWebhookSecret, disableWebhook, enableWebhook, deleteWebhook, getWebhook].map((act) =>
      act(viewer, { webhookId }),
    ),
    listWebhooks(viewer),
    listDeliveries(viewer, { webhookId, state: 'all' }),
    getDelivery(viewer, { deliveryId: webhookId }),
  ]
  for (const viewer of [await asStudent(), await asInstructor()])
    for (const act of acts(viewer)) await expect(act).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listWebhooks(asVisitor())).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await getWebhook(admin, { webhookId })).toMatchObject({ isEnabled: true, version: 1 })
})
