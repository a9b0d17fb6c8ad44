import { Int32 } from 'bson'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Engine } from '../../src/engine.ts'
import { encode } from '../../src/values/codec.ts'
import { findAll, temporaryFolder } from './folder.ts'

const one = new Int32(1)
const SESSION = 'c'.repeat(32)

test('everything is there after a restart: documents, indexes, options, results of writes, commits', async () => {
  const folder = temporaryFolder()
  const first = await Engine.open(folder.path, { durability: 'fsync' })
  await first.createIndexes('test', 'docs', [{ key: { tags: one } }])
  await first.collMod('test', 'docs', { validator: { n: { $type: 'int' } } })
  const write = { lsid: SESSION, txnNumber: 5n, retryable: true }
  const stored = await first.insert(write, 'test', 'docs', [{ _id: one, n: one, tags: ['x', 'y'] }], true)
  const other = 'd'.repeat(32)
  const txn = first.sessions.startOrContinueTransaction(other, 3n, true)
  await first.insert({ lsid: other, txnNumber: 3n, txn }, 'test', 'docs', [{ n: one }], true)
  await first.sessions.commit(other, 3n)
  await first.close()

  const second = await Engine.open(folder.path, { durability: 'fsync' })
  expect(await findAll(second, 'docs', { filter: { tags: 'y' } })).toHaveLength(1)
  expect(second.verify('test', 'docs')).toEqual([])
  expect(await second.explain('test', 'docs', { filter: { tags: 'y' } })).toMatchObject({
    queryPlanner: { winningPlan: { inputStage: { indexName: 'tags_1', isMultiKey: true } } },
  })
  expect((await second.insert({}, 'test', 'docs', [{ n: 'x' }], true)).writeErrors).toMatchObject([
    { code: 121 },
  ])
  expect(second.retryResult(SESSION, 5n)).toMatchObject({ n: stored.n })
  expect(await second.insert(write, 'test', 'docs', [{ _id: one, n: one }], true)).toMatchObject({
    n: 1,
    writeErrors: [],
  })
  expect(() => second.retryResult(SESSION, 4n)).toThrow(expect.objectContaining({ code: 225 }))
  await second.sessions.commit(other, 3n)
  await second.close()
  folder.dispose()
})

test('a folder has one owner', async () => {
  const folder = temporaryFolder()
  const engine = await Engine.open(folder.path, { durability: 'none' })
  await expect(Engine.open(folder.path, { durability: 'none' })).rejects.toMatchObject({
    code: 'FOLDER_IN_USE',
    pid: process.pid,
  })
  await engine.close()
  const next = await Engine.open(folder.path, { durability: 'none' })
  await next.close()
  folder.dispose()
})

test('a folder of a later format is refused', async () => {
  const folder = temporaryFolder()
  const engine = await Engine.open(folder.path, { durability: 'none' })
  await engine.close()
  const db = new DatabaseSync(join(folder.path, 'data.sqlite'))
  const meta = encode({
    format: new Int32(99),
    nextCollection: one,
    nextIndex: one,
    purgedThrough: new Int32(0),
  })
  db.prepare("UPDATE catalog SET value = ? WHERE name = 'meta'").run(meta)
  db.close()
  await expect(Engine.open(folder.path, { durability: 'none' })).rejects.toMatchObject({
    code: 'FORMAT_TOO_NEW',
  })
  folder.dispose()
})

test('dropped collections give back their room, also when it is cleared after a restart', async () => {
  const folder = temporaryFolder()
  const first = await Engine.open(folder.path, { durability: 'none' })
  await first.insert(
    {},
    'test',
    'big',
    Array.from({ length: 5000 }, (_, n) => ({ n: new Int32(n) })),
    true,
  )
  first.dropCollection('test', 'big')
  await first.close()
  const second = await Engine.open(folder.path, { durability: 'none' })
  await second.maintain()
  await second.close()
  const db = new DatabaseSync(join(folder.path, 'data.sqlite'))
  expect(
    db
      .prepare('SELECT (SELECT count(*) FROM records) AS records, (SELECT count(*) FROM entries) AS entries')
      .get(),
  ).toEqual({ records: 0, entries: 0 })
  db.close()
  folder.dispose()
})
