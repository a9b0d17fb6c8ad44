import { afterEach, expect, test, vi } from 'vitest'
import { IdempotentCall } from '@/models/idempotent-call'
import { User } from '@/models/user'
import { now, setClock } from '../clock'
import { inTransaction } from '../db/transaction'
import { AppError } from '../errors'
import { useTestDatabase } from '../testing/db'
import { makeUser } from '../testing/factories'
import { forgetCallsOf, keyOf, once } from './idempotency'

useTestDatabase()
afterEach(() => setClock(undefined))

const CALL = { caller: 'user:a', key: 'k-1', content: ['createIt', { title: 'Go' }] }
const later = (seconds: number) => setClock(new Date(now().getTime() + seconds * 1000))
/** A deed: one more account, in a transaction as commands do it. */
const deed = async () => {
  const user = await inTransaction(() => makeUser())
  return Response.json({ id: user._id }, { status: 201, headers: { location: `/x/${user._id}` } })
}
const failing = (): Promise<Response> => Promise.reject(new AppError('conflict', 'Taken.'))

test('the same call again gets the same answer, and nothing is done a second time', async () => {
  const first = await once(CALL, deed)
  const again = await once(CALL, deed)
  expect(again.status).toBe(201)
  expect(await again.json()).toEqual(await first.json())
  expect(again.headers.get('location')).toBe(first.headers.get('location'))
  expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true'])
  expect(await User.countDocuments({})).toBe(1)
})

test('the same key with something else is refused, and is free for another caller', async () => {
  await once(CALL, deed)
  const other = { ...CALL, content: ['createIt', { title: 'Rust' }] }
  await expect(once(other, deed)).rejects.toMatchObject({ status: 422, reason: 'idempotency.key_reused' })
  expect((await once({ ...other, caller: 'user:b' }, deed)).status).toBe(201)
})

test('of twins at the same moment one is done, and the others hear to wait', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 6 }, () => once(CALL, deed)))
  expect(await User.countDocuments({})).toBe(1)
  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused.length).toBeGreaterThan(0)
  for (const error of refused) {
    expect(error).toMatchObject({ status: 409, reason: 'idempotency.running', retryAfterSeconds: 1 })
  }
  expect((await once(CALL, deed)).headers.get('idempotent-replayed')).toBe('true')
})

test('what fails leaves nothing behind and may be tried again', async () => {
  await expect(once(CALL, failing)).rejects.toThrow('Taken.')
  expect(await IdempotentCall.countDocuments({})).toBe(0)
  expect((await once(CALL, deed)).status).toBe(201)
})

test('a call whose process died before it wrote anything is run by the next try, after a minute', async () => {
  await dieIn(CALL, async () => undefined)
  await expect(once(CALL, deed)).rejects.toMatchObject({ reason: 'idempotency.running' })
  later(61)
  expect((await once(CALL, deed)).status).toBe(201)
  expect(await User.countDocuments({})).toBe(1)
})

test('a call whose process died after the deed is never done again, and says so', async () => {
  await dieIn(CALL, deed)
  expect(await User.countDocuments({})).toBe(1)
  later(61)
  await expect(once(CALL, deed)).rejects.toMatchObject({ status: 409, reason: 'idempotency.answer_lost' })
  expect(await User.countDocuments({})).toBe(1)
})

test('a call that was given up for dead and lives on after all is rolled back', async () => {
  const slow = once(CALL, async () => {
    later(61)
    await once(CALL, deed)
    return deed()
  })
  await expect(slow).rejects.toMatchObject({ reason: 'idempotency.running' })
  expect(await User.countDocuments({})).toBe(1)
  expect((await once(CALL, deed)).headers.get('idempotent-replayed')).toBe('true')
})

test('what is kept says neither who nor what, goes after a day, and with the account', async () => {
  await once({ ...CALL, content: ['logIn', { password: 'analytical engine' }] }, async () =>
    Response.json({ token: 'secret-token' }),
  )
  const row = await IdempotentCall.findOne({}).orFail()
  const kept = JSON.stringify(row)
  for (const secret of ['user:a', 'analytical', 'secret-token']) expect(kept).not.toContain(secret)
  expect(row.expiresAt.getTime() - now().getTime()).toBeGreaterThan(23.9 * 3_600_000)
  await forgetCallsOf('user:a')
  expect(await IdempotentCall.countDocuments({})).toBe(0)
})

test('a key is visible characters, quoted or not', () => {
  const keyIn = (key: string) => keyOf(new Request('http://x', { headers: { 'idempotency-key': key } }))
  expect([keyIn('a-1'), keyIn('"a-1"'), keyOf(new Request('http://x'))]).toEqual(['a-1', 'a-1', undefined])
  for (const bad of ['', '""', 'a b', 'é', 'x'.repeat(256)]) {
    expect(() => keyIn(bad), bad).toThrow(expect.objectContaining({ status: 400 }))
  }
})

/** Runs a call up to the moment at which its answer would be kept, and no further: its process is killed there. */
async function dieIn(call: typeof CALL, run: () => Promise<unknown>): Promise<void> {
  const update = vi.spyOn(IdempotentCall, 'updateOne')
  const remove = vi.spyOn(IdempotentCall, 'deleteOne')
  const killed = new Error('killed')
  const dying = once(call, async () => {
    await run()
    const dead = () => {
      throw killed
    }
    update.mockImplementation(dead)
    remove.mockImplementation(dead)
    return Response.json({})
  })
  await expect(dying).rejects.toBe(killed)
  update.mockRestore()
  remove.mockRestore()
}
