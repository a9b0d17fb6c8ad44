import mongoose from 'mongoose'
import { beforeEach, expect, test, vi } from 'vitest'
import { Migration } from '@/models/migration'
import { migrations } from '@/migrations'
import { now } from '../clock'
import { useTestDatabase } from '../testing/db'
import { DatabaseNewerError, ensureIndexes, migrate } from './migrate'

useTestDatabase()

const up = vi.fn(async () => undefined)
beforeEach(() => up.mockReset())

test('migrations run once each, in the order of their numbers', async () => {
  const order: number[] = []
  const steps = [2, 1].map((number) => ({
    number,
    name: `step-${number}`,
    up: async () => void order.push(number),
  }))
  expect(await migrate(steps)).toBe(2)
  expect(await migrate(steps)).toBe(2)
  expect(order).toEqual([1, 2])
})

test('processes that start together run a migration once, and all wait for its end', async () => {
  let isDone = false
  up.mockImplementation(async () => {
    await mongoose.connection.db?.command({ ping: 1 })
    isDone = true
    return undefined
  })
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      await migrate([{ number: 1, name: 'one', up }])
      expect(isDone).toBe(true)
    }),
  )
  expect(up).toHaveBeenCalledOnce()
})

test('a database newer than the code is refused and left alone', async () => {
  await Migration.create([{ _id: 9, name: 'later', state: 'done' }])
  await expect(migrate([{ number: 8, name: 'mine', up }])).rejects.toThrow(DatabaseNewerError)
  expect(up).not.toHaveBeenCalled()
})

test('a migration whose process died is taken up again once its lease is over', async () => {
  const leaseUntil = new Date(now().getTime() - 1)
  await Migration.create([{ _id: 1, name: 'one', state: 'running', leaseUntil }])
  await migrate([{ number: 1, name: 'one', up }])
  expect(up).toHaveBeenCalledOnce()
})

test('a migration that fails stops the start, and the next start tries it again', async () => {
  up.mockRejectedValueOnce(new Error('broken'))
  const steps = [{ number: 1, name: 'one', up }]
  await expect(migrate(steps)).rejects.toThrow('broken')
  await migrate(steps)
  expect(up).toHaveBeenCalledTimes(2)
})

test('the numbers of the migrations in the code are unique and without gaps', async () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_step, index) => index + 1))
})

test('every index that a model declares is in the database, and stays when ensured again', async () => {
  await ensureIndexes()
  for (const model of Object.values(mongoose.models)) {
    const { toCreate, toDrop } = await model.diffIndexes()
    expect({ model: model.modelName, toCreate, toDrop }).toEqual({
      model: model.modelName,
      toCreate: [],
      toDrop: [],
    })
  }
})
