import { afterEach, expect, test, vi } from 'vitest'
import { RateLimit } from '@/models/rate-limit'
import { now, setClock } from '../clock'
import { inTransaction } from '../db/transaction'
import { env, resetEnv } from '../env'
import { useTestDatabase } from '../testing/db'
import { LIMITS, type LimitName } from './limits'
import { forgetLimit, limit, limitOf } from './rate-limit'

useTestDatabase()

afterEach(() => {
  vi.unstubAllEnvs()
  resetEnv()
})

async function times(count: number, name: LimitName, key: string): Promise<void> {
  for (let time = 0; time < count; time += 1) await limit(name, key)
}

test('the number of the window is allowed, the next is refused and told how long to wait', async () => {
  setClock(new Date('2030-01-01T00:00:00Z'))
  const { points, seconds } = LIMITS.signInAccount
  await times(points, 'signInAccount', 'ada')
  setClock(new Date('2030-01-01T00:00:10.500Z'))
  await expect(limit('signInAccount', 'ada')).rejects.toMatchObject({
    code: 'limited',
    status: 429,
    retryAfterSeconds: seconds - 10,
  })
})

test('when the window is over it begins anew, though the old row has not been deleted', async () => {
  const { points, seconds } = LIMITS.signInAccount
  await times(points, 'signInAccount', 'ada')
  await expect(limit('signInAccount', 'ada')).rejects.toMatchObject({ code: 'limited' })
  setClock(new Date(Date.now() + seconds * 1000 + 1))
  await times(points, 'signInAccount', 'ada')
  await expect(limit('signInAccount', 'ada')).rejects.toMatchObject({ code: 'limited' })
})

test('others, and other limits, are counted apart', async () => {
  await times(LIMITS.codeMail.points, 'codeMail', 'ada')
  await limit('codeMail', 'bob')
  await limit('resetMail', 'ada')
})

test('calls at the same moment are all counted, from the very first', async () => {
  const { points } = LIMITS.codeTry
  const calls = Array.from({ length: points + 5 }, () => limit('codeTry', 'crowd'))
  const outcomes = await Promise.allSettled(calls)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(points)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'limited' })
  }
})

test('a command that is rolled back has been counted all the same', async () => {
  const failing = inTransaction(async () => {
    await limit('codeTry', 'ada')
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  expect((await RateLimit.find({}).lean()).map(({ count }) => count)).toEqual([1])
})

test('whom it counts is kept only as a keyed hash', async () => {
  await limit('codeMail', 'to:ada@example.org')
  const [row] = await RateLimit.find({}).lean()
  expect(row?._id).toMatch(/^codeMail:[\w-]{22}$/)
  expect(JSON.stringify(row)).not.toContain('ada')
  expect(row?.expiresAt.getTime()).toBeGreaterThan(now().getTime())
})

test('a count is given back when it turned out well', async () => {
  await times(LIMITS.signInAccount.points, 'signInAccount', 'ada')
  await forgetLimit('signInAccount', 'ada')
  await limit('signInAccount', 'ada')
})

test('the operator widens all limits at once and sets single ones', async () => {
  expect(limitOf('api')).toEqual(LIMITS.api)
  vi.stubEnv('RATE_LIMITS', '*20,codeTry=2/60')
  resetEnv()
  expect(env().RATE_LIMITS.scale).toBe(20)
  expect(limitOf('api')).toEqual({ points: LIMITS.api.points * 20, seconds: LIMITS.api.seconds })
  expect(limitOf('codeTry')).toEqual({ points: 2, seconds: 60 })
})
