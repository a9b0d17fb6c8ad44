import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Job } from '@/models/job'
import { now, setClock } from '../clock'
import { inTransaction } from '../db/transaction'
import { useTestDatabase } from '../testing/db'
import { claimJob, renewLease } from './claim'
import { defineJob } from './define-job'
import { enqueue } from './enqueue'
import { defineEvent, emit, subscribe } from './events'
import { runClaimed } from './execute'
import { registry, type JobContext } from './registry'
import { runDueJobs, startRunner, stopRunner } from './runner'

useTestDatabase()

const run = vi.fn(async (_payload: { n: number }, _context: JobContext) => undefined)
let job = defineJob({ name: 'test.job', payload: z.strictObject({ n: z.number() }), run, retries: 2 })

beforeEach(() => {
  registry.clear()
  run.mockReset()
  job = defineJob({ name: 'test.job', payload: z.strictObject({ n: z.number() }), run, retries: 2 })
})

const later = (milliseconds: number) => setClock(new Date(Date.now() + milliseconds))
const rows = () => Job.find({}).sort({ _id: 1 }).lean()
const never = new AbortController().signal

test('a job wanted in a transaction that fails never runs', async () => {
  const failing = inTransaction(async () => {
    await enqueue(job, { n: 1 })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await runDueJobs()).toEqual([])
  await inTransaction(() => enqueue(job, { n: 2 }))
  expect(await runDueJobs()).toEqual([{ name: 'test.job', state: 'done' }])
  expect(run).toHaveBeenCalledOnce()
  expect(run).toHaveBeenCalledWith(
    { n: 2 },
    expect.objectContaining({
      viewer: { kind: 'system', reason: 'job test.job' },
      attempt: 1,
      isLastAttempt: false,
    }),
  )
})

test('a payload that does not fit is refused where it is made', async () => {
  await expect(enqueue(job, { n: 'one' as never })).rejects.toThrow()
  expect(await rows()).toEqual([])
})

test('a job wanted for later waits', async () => {
  await enqueue(job, { n: 1 }, { at: new Date(Date.now() + 60_000) })
  expect(await runDueJobs()).toEqual([])
  later(60_001)
  expect(await runDueJobs()).toHaveLength(1)
})

test('a job wanted once is written once, also from a transaction and from several at the same time', async () => {
  const want = () => inTransaction(() => enqueue(job, { n: 1 }, { uniqueKey: 'once' }))
  await Promise.all(Array.from({ length: 8 }, want))
  await want()
  expect(await rows()).toHaveLength(1)
  await runDueJobs()
  await want()
  expect(await runDueJobs()).toEqual([])
})

test('many runners at once never take the same job', async () => {
  for (let n = 0; n < 30; n += 1) await enqueue(job, { n })
  const taken: string[] = []
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let claimed = await claimJob(); claimed !== undefined; claimed = await claimJob())
        taken.push(claimed.id)
    }),
  )
  expect(taken).toHaveLength(30)
  expect(new Set(taken).size).toBe(30)
})

test('a failing job is tried again ever later, and then laid aside for a person', async () => {
  run.mockRejectedValue(new Error('not today'))
  await enqueue(job, { n: 1 })
  expect((await runDueJobs())[0]?.state).toBe('again')
  expect(await runDueJobs()).toEqual([])
  later(5_001)
  expect((await runDueJobs())[0]?.state).toBe('again')
  later(10_000)
  expect(await runDueJobs(), 'the second wait is longer').toEqual([])
  later(15_100)
  expect((await runDueJobs())[0]?.state).toBe('dead')
  expect(run.mock.calls.map(([, context]) => [context.attempt, context.isLastAttempt])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ])
  later(86_400_000)
  expect(await runDueJobs()).toEqual([])
  const [row] = await rows()
  expect(row).toMatchObject({ state: 'dead', lastError: 'Error: not today' })
  expect(row?.deleteAt?.getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000)
})

test('a job whose runner fell silent is taken by another, and the late runner changes nothing', async () => {
  await enqueue(job, { n: 1 })
  const first = await claimJob()
  if (first === undefined) throw new Error('There should be a job.')
  expect(await claimJob()).toBeUndefined()
  later(60_001)
  const second = await claimJob()
  expect(second?.id).toBe(first.id)
  expect(await renewLease(first)).toBe(false)
  expect(await runClaimed(first, never)).toMatchObject({ state: 'lost' })
  expect((await rows())[0]?.state).toBe('running')
  if (second !== undefined)
    expect(await runClaimed(second, never)).toEqual({ name: 'test.job', state: 'done' })
})

test('a heartbeat keeps a long job from being taken', async () => {
  await enqueue(job, { n: 1 })
  const claimed = await claimJob()
  later(50_000)
  expect(claimed && (await renewLease(claimed))).toBe(true)
  later(70_000)
  expect(await claimJob()).toBeUndefined()
})

test('a job that kills its process every time is laid aside too', async () => {
  await enqueue(job, { n: 1 })
  for (let crash = 0; crash < 3; crash += 1) {
    expect(await claimJob()).toBeDefined()
    later((crash + 1) * 60_001)
  }
  expect((await runDueJobs())[0]?.state).toBe('dead')
  expect(run).not.toHaveBeenCalled()
})

test('a job this process does not know is left to those that do', async () => {
  await enqueue(job, { n: 1 })
  registry.clear()
  expect(await runDueJobs()).toEqual([])
  expect((await rows())[0]).toMatchObject({ state: 'waiting', attempts: 0 })
})

test('what is wanted again while it is there is not touched', async () => {
  await enqueue(job, { n: 1 }, { uniqueKey: 'once' })
  const before = await rows()
  expect(before[0]?.updatedAt).toEqual(before[0]?.createdAt)
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(Number(before[0]?.updatedAt)))
  await enqueue(job, { n: 2 }, { uniqueKey: 'once' })
  expect(await rows()).toEqual(before)
})

test('a recurring job runs once in each slot, however many processes there are', async () => {
  const swept = vi.fn(async () => undefined)
  defineJob({ name: 'test.sweep', payload: z.object({}), every: '10 minutes', run: swept })
  setClock(new Date('2030-01-01T00:01:00Z'))
  await Promise.all([runDueJobs(), runDueJobs(), runDueJobs()])
  setClock(new Date('2030-01-01T00:09:59Z'))
  await runDueJobs()
  expect(swept).toHaveBeenCalledTimes(1)
  setClock(new Date('2030-01-01T00:10:00Z'))
  await runDueJobs()
  expect(swept).toHaveBeenCalledTimes(2)
})

test('every listener of an event runs as its own job, and one that fails does not run the others again', async () => {
  registry.clear()
  const { deliverEvent } = await import('./events')
  registry.set(deliverEvent.name, deliverEvent)
  const published = defineEvent('test.published', z.object({ courseId: z.string() }))
  const good = vi.fn(async () => undefined)
  const bad = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('once'))
  subscribe(published, 'test.good', good)
  subscribe(published, 'test.bad', bad)
  const failing = inTransaction(async () => {
    await emit(published, { courseId: 'lost' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await inTransaction(() => emit(published, { courseId: 'c-1' }))
  await runDueJobs()
  later(5_001)
  await runDueJobs()
  expect(good).toHaveBeenCalledOnce()
  expect(good).toHaveBeenCalledWith({ courseId: 'c-1' }, expect.anything())
  expect(bad).toHaveBeenCalledTimes(2)
})

test('the runner is roused by a commit, runs what is due and ends what it has begun before it stops', async () => {
  let finish: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    run.mockImplementation(async () => {
      resolve()
      await new Promise<void>((release) => (finish = release))
      return undefined
    })
  })
  startRunner()
  await inTransaction(() => enqueue(job, { n: 1 }))
  const began = performance.now()
  await begun
  expect(performance.now() - began, 'not only at the next look').toBeLessThan(1500)
  const stopped = stopRunner()
  finish()
  await stopped
  expect((await rows())[0]).toMatchObject({ state: 'done', attempts: 1 })
})

test('what a stopping runner cuts short is given back at once and does not count as a try', async () => {
  run.mockImplementation(async (_payload, { signal }) => {
    await new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new Error('cut short'))),
    )
    return undefined
  })
  startRunner()
  await enqueue(job, { n: 1 })
  await expect.poll(() => run.mock.calls.length).toBe(1)
  await stopRunner()
  const [row] = await rows()
  expect(row).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(row?.dueAt?.getTime()).toBeLessThanOrEqual(now().getTime())
})

test('a job with few seats leaves hands for the others, and is taken up again when one of its own ends', async () => {
  const slow = defineJob({ name: 'test.slow', payload: z.object({}), seats: 2, run: async () => undefined })
  for (let n = 0; n < 3; n += 1) await enqueue(slow, {})
  await enqueue(job, { n: 1 })
  const atWork: string[] = []
  for (let claimed = await claimJob(atWork); claimed !== undefined; claimed = await claimJob(atWork))
    atWork.push(claimed.name)
  expect(atWork.toSorted()).toEqual(['test.job', 'test.slow', 'test.slow'])
  expect(await claimJob(['test.slow'])).toMatchObject({ name: 'test.slow' })
})
