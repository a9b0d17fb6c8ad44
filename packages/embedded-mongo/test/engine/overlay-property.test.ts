import { Int32 } from 'bson'
import { expect, test } from 'vitest'
import type { Engine, OpContext } from '../../src/engine.ts'
import { isFault } from '../../src/errors.ts'
import { findAll, randomSource, temporaryEngine } from './folder.ts'

const one = new Int32(1)
const SESSION = 'a'.repeat(32)

type Random = ReturnType<typeof randomSource>

async function change(engine: Engine, ctx: OpContext, coll: string, random: Random): Promise<void> {
  const low = new Int32(random.integer(300))
  const range = { n: { $gte: low, $lt: new Int32(low.value + 1 + random.integer(30)) } }
  const kind = random.integer(4)
  const value = new Int32(random.integer(300))
  const id = new Int32(1000 + random.integer(1000))
  if (kind === 0) await engine.insert(ctx, 'test', coll, [{ _id: id, n: value, tags: [value, low] }], true)
  else if (kind === 1) await engine.remove(ctx, 'test', coll, [{ q: range, limit: 0 }], true)
  else if (kind === 2)
    await engine.update(ctx, 'test', coll, [{ q: range, u: { $inc: { n: value } }, multi: true }], true)
  else await engine.update(ctx, 'test', coll, [{ q: range, u: { $set: { tags: [low] } }, multi: true }], true)
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a transaction sees what plain writes would have made (seed %i)',
  async (seed) => {
    const { engine, dispose } = await temporaryEngine()
    const docs = Array.from({ length: 400 }, (_, n) => ({
      _id: new Int32(n),
      n: new Int32((n * 7) % 300),
      tags: [new Int32(n % 5)],
    }))
    for (const coll of ['inside', 'plain']) {
      await engine.createIndexes('test', coll, [
        { key: { n: one } },
        { key: { tags: one, n: new Int32(-1) } },
      ])
      await engine.insert({}, 'test', coll, docs, true)
    }
    const before = await findAll(engine, 'inside', { filter: {}, sort: { _id: one } })
    const ctx = {
      lsid: SESSION,
      txnNumber: 1n,
      txn: engine.sessions.startOrContinueTransaction(SESSION, 1n, true),
    }
    for (let round = 0; round < 40; round += 1) {
      await change(engine, ctx, 'inside', randomSource(seed * 1000 + round))
      await change(engine, {}, 'plain', randomSource(seed * 1000 + round))
      const random = randomSource(seed * 7777 + round)
      const low = new Int32(random.integer(300))
      for (const query of [
        { filter: {}, sort: { _id: one } },
        { filter: {}, sort: { n: random.pick([one, new Int32(-1)]), _id: one } },
        { filter: { n: { $gte: low } }, sort: { n: new Int32(-1), _id: one }, limit: 30 },
        { filter: { tags: low }, sort: { _id: one } },
        { filter: { _id: { $gt: new Int32(990) } }, sort: { _id: new Int32(-1) } },
      ]) {
        expect(await findAll(engine, 'inside', query, ctx)).toEqual(await findAll(engine, 'plain', query))
      }
    }
    expect(await findAll(engine, 'inside', { filter: {}, sort: { _id: one } })).toEqual(before)
    await engine.sessions.commit(SESSION, 1n)
    expect(await findAll(engine, 'inside', { filter: {}, sort: { _id: one } })).toEqual(
      await findAll(engine, 'plain', { filter: {}, sort: { _id: one } }),
    )
    expect(engine.verify('test', 'inside')).toEqual([])
    await dispose()
  },
)

/** Moves one from an account to another in a transaction, again as long as others are in the way. */
async function transfer(
  engine: Engine,
  lsid: string,
  random: Random,
  numbers: { next: bigint },
): Promise<void> {
  for (;;) {
    const txnNumber = numbers.next
    numbers.next += 1n
    const txn = engine.sessions.startOrContinueTransaction(lsid, txnNumber, true)
    const ctx = { lsid, txnNumber, txn }
    try {
      for (const step of [-1, 1]) {
        const account = new Int32(random.integer(6))
        const [found] = await findAll(engine, 'accounts', { filter: { _id: account } }, ctx)
        // Read, then write what was read: a lost update would show.
        const sum = new Int32(Number(found?.['sum']) + step)
        await engine.update(ctx, 'test', 'accounts', [{ q: { _id: account }, u: { $set: { sum } } }], true)
      }
      await engine.sessions.commit(lsid, txnNumber)
      return
    } catch (error) {
      if (!isFault(error, 'WriteConflict')) throw error
      engine.sessions.abort(lsid, txnNumber)
      await engine.flushed()
    }
  }
}

test('transactions side by side, and plain writes between them, lose no update', async () => {
  const { engine, dispose } = await temporaryEngine({ durability: 'fsync' })
  await engine.insert(
    {},
    'test',
    'accounts',
    Array.from({ length: 6 }, (_, id) => ({ _id: new Int32(id), sum: new Int32(100), plain: new Int32(0) })),
    true,
  )
  const workers = Array.from({ length: 6 }, async (_, worker) => {
    const random = randomSource(worker)
    const numbers = { next: 1n }
    for (let round = 0; round < 40; round += 1)
      await transfer(engine, String(worker).repeat(32), random, numbers)
  })
  const plain = Array.from({ length: 200 }, (_, n) =>
    engine.update(
      {},
      'test',
      'accounts',
      [{ q: { _id: new Int32(n % 6) }, u: { $inc: { plain: one } } }],
      true,
    ),
  )
  await Promise.all([...workers, ...plain])
  const accounts = await findAll(engine, 'accounts', { filter: {} })
  expect(accounts.reduce((sum, account) => sum + Number(account['sum']), 0)).toBe(600)
  expect(accounts.reduce((sum, account) => sum + Number(account['plain']), 0)).toBe(200)
  await dispose()
})

test('a scan whose collection or index is dropped in the meantime fails instead of leaving documents out', async () => {
  const { engine, dispose } = await temporaryEngine()
  await engine.insert(
    {},
    'test',
    'docs',
    Array.from({ length: 2000 }, (_, n) => ({ n: new Int32(n) })),
    true,
  )
  await engine.createIndexes('test', 'docs', [{ key: { n: one } }])
  const byIndex = engine.find({}, 'test', 'docs', { filter: { n: { $gte: one } } })
  const byScan = engine.find({}, 'test', 'docs', { filter: {} })
  await byIndex.nextBatch(10, 1e6)
  await byScan.nextBatch(10, 1e6)
  engine.dropIndexes('test', 'docs', 'n_1')
  await expect(byIndex.nextBatch(5000, 1e9)).rejects.toMatchObject({ code: 175 })
  engine.dropCollection('test', 'docs')
  await expect(byScan.nextBatch(5000, 1e9)).rejects.toMatchObject({ code: 175 })
  await dispose()
})
