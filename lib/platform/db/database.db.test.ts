import type { Types } from 'mongoose'
import { expect, test, vi } from 'vitest'
import { RateLimit } from '@/models/rate-limit'
import { User } from '@/models/user'
import { AppError } from '../errors'
import { useTestDatabase } from '../testing/db'
import { makeUser } from '../testing/factories'
import { duplicateKeyFields, onDuplicateKey } from './duplicate-key'
import { afterCommit, inTransaction } from './transaction'
import { encodeCursor, keysetFilter, keysetSort, type SortField } from './keyset'

useTestDatabase()

test('a transaction that fails leaves nothing, though no operation in it names a session', async () => {
  const failing = inTransaction(async () => {
    await makeUser({ username: 'ada' })
    expect(await User.countDocuments({ usernameKey: 'ada' })).toBe(1)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await User.countDocuments({})).toBe(0)
})

test('an inner transaction is part of the outer one', async () => {
  const outer = inTransaction(async () => {
    await inTransaction(() => makeUser())
    throw new Error('outer fails')
  })
  await expect(outer).rejects.toThrow('outer fails')
  expect(await User.countDocuments({})).toBe(0)
})

test('what follows a commit happens once, after it, and never after a rollback', async () => {
  const follow = vi.fn(async () => {
    expect(await User.countDocuments({})).toBe(1)
  })
  await inTransaction(async () => {
    await makeUser()
    await afterCommit(follow)
    expect(follow).not.toHaveBeenCalled()
  })
  expect(follow).toHaveBeenCalledOnce()
  await expect(
    inTransaction(async () => {
      await afterCommit(follow)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(follow).toHaveBeenCalledOnce()
})

test('twenty transactions on one document all succeed, one after the other', async () => {
  await RateLimit.create([{ _id: 'counter', count: 0, expiresAt: new Date() }])
  await Promise.all(
    Array.from({ length: 20 }, () =>
      inTransaction(async () => {
        const row = await RateLimit.findOne({ _id: 'counter' }).lean()
        await RateLimit.updateOne({ _id: 'counter' }, { count: (row?.count ?? 0) + 1 })
      }),
    ),
  )
  expect((await RateLimit.findOne({ _id: 'counter' }).lean())?.count).toBe(20)
})

test('a taken key is named by its fields, alone and among many', async () => {
  await makeUser({ username: 'ada', email: 'ada@example.test' })
  const again = onDuplicateKey(
    () => makeUser({ username: 'Ada' }),
    (fields) => new AppError('conflict', fields.join(), { reason: 'taken' }),
  )
  await expect(again).rejects.toMatchObject({ code: 'conflict', message: 'usernameKey' })
  const many = RateLimit.insertMany([1, 2].map((count) => ({ _id: 'one', count, expiresAt: new Date() })))
  expect(duplicateKeyFields(await many.catch((error: unknown) => error))).toEqual(['_id'])
})

test('a filter with undefined, on an unknown field, or missing in a bulk write throws instead of running', async () => {
  await makeUser()
  const missing = undefined as unknown as string
  await expect(User.findOne({ email: missing })).rejects.toThrow(/undefined at "email"/)
  await expect(User.deleteOne({ $or: [{ role: 'admin' }, { email: missing }] })).rejects.toThrow(
    /undefined at/,
  )
  await expect(User.findOne({ nickname: 'x' } as never)).rejects.toThrow(/nickname/)
  await expect(User.updateMany({}, { active: false })).rejects.toThrow(/every document/)
  await expect(User.deleteMany({})).rejects.toThrow(/every document/)
  expect(await User.countDocuments({ active: true })).toBe(1)
})

test('an update that breaks the schema is refused', async () => {
  const user = await makeUser()
  await expect(User.updateOne({ _id: user._id }, { role: 'king' as never })).rejects.toThrow(/king/)
})

test('a list paged by its last row skips and repeats nothing, though rows are equal in the first field', async () => {
  const sort: SortField[] = [
    { path: 'birthYear', direction: -1 },
    { path: '_id', direction: 1 },
  ]
  for (let n = 0; n < 10; n += 1) await makeUser({ birthYear: 1990 + (n % 3) })
  const expected = await User.find({}).sort(keysetSort(sort)).select('_id birthYear').lean()
  const seen: string[] = []
  let cursor: string | null = null
  for (let page = 0; page < 10; page += 1) {
    const rows: { _id: Types.ObjectId; birthYear?: number | null }[] = await User.find(
      keysetFilter(sort, cursor),
    )
      .sort(keysetSort(sort))
      .limit(3)
      .select('_id birthYear')
      .lean()
    const last = rows.at(-1)
    if (last === undefined) break
    seen.push(...rows.map(({ _id }) => _id.toHexString()))
    cursor = encodeCursor(sort, last)
  }
  expect(seen).toEqual(expected.map(({ _id }) => _id.toHexString()))
})
