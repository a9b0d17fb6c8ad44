import { Int32 } from 'bson'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Engine } from '../../src/engine.ts'
import { DATA_FILE } from '../../src/storage/store.ts'
import type { Doc } from '../../src/values/codec.ts'
import { verifyFolder, type VerifyReport } from '../../src/verify.ts'
import { findAll, temporaryFolder } from './folder.ts'

const one = new Int32(1)
const DOCUMENTS = 1000
let engine: Engine
let path: string
let folder: ReturnType<typeof temporaryFolder>

async function reopen(): Promise<void> {
  engine = await Engine.open(path, { durability: 'none' })
}

beforeEach(async () => {
  folder = temporaryFolder()
  path = folder.path
  await reopen()
  const docs = Array.from({ length: DOCUMENTS }, (_, n) => ({
    _id: new Int32(n),
    n: new Int32(n),
    tag: 'old',
  }))
  await engine.insert({}, 'test', 'docs', docs, true)
  // The turn that the insertion began ends with its round: it was measured by the true clock.
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  // Every look at the clock but a turn's first finds it over: then each pause gives way, however fast the machine is.
  let now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
})

afterEach(async () => {
  vi.restoreAllMocks()
  await engine.close()
  folder.dispose()
})

/** Runs `between` each time that the build gives way; gives back how often that was. */
async function whileBuilding(specs: Doc[], between: (turn: number) => Promise<unknown>): Promise<number> {
  let isOver = false
  const build = engine.createIndexes('test', 'docs', specs).finally(() => (isOver = true))
  const outcome = build.catch((error: unknown) => error)
  let turns = 0
  for (; !isOver; turns += 1) {
    await between(turns)
    await new Promise(setImmediate)
  }
  const failure = await outcome
  if (failure instanceof Error) throw failure
  return turns
}

/** What the check of the whole folder says, with the engine stopped for it. */
async function verified(): Promise<VerifyReport> {
  await engine.maintain()
  await engine.close()
  const { found } = verifyFolder(path)
  await reopen()
  return found
}

test('other clients read and write while an index is built, and it misses nothing of theirs', async () => {
  const turns = await whileBuilding([{ key: { n: one } }, { key: { tag: one, n: one } }], async (turn) => {
    const ids = [turn, DOCUMENTS - 1 - turn].map((id) => new Int32(id))
    await engine.insert({}, 'test', 'docs', [{ n: new Int32(-turn), tag: 'new' }], true)
    await engine.update({}, 'test', 'docs', [{ q: { _id: ids[0] }, u: { $set: { tag: 'moved' } } }], true)
    await engine.remove({}, 'test', 'docs', [{ q: { _id: ids[1] }, limit: 1 }], true)
    expect(engine.listIndexes('test', 'docs')).toHaveLength(1)
    expect(await findAll(engine, 'docs', { filter: { n: new Int32(-turn) } })).not.toHaveLength(0)
  })
  expect(engine.verify('test', 'docs')).toEqual([])
  expect(engine.listIndexes('test', 'docs')).toHaveLength(3)
  expect(await findAll(engine, 'docs', { filter: { tag: 'new' }, hint: 'tag_1_n_1' })).toHaveLength(turns)
})

test('at most 32 documents are entered between two pauses', async () => {
  const turns = await whileBuilding([{ key: { n: one } }], () => Promise.resolve())
  // The first look begins the first turn, which so has two pieces.
  expect(turns).toBeGreaterThanOrEqual(DOCUMENTS / 32 - 1)
})

test('a failed store transaction of another client does not disturb the build', async () => {
  await whileBuilding([{ key: { n: one } }], async (turn) => {
    if (turn === 3)
      expect(() =>
        engine.renameCollection({ db: 'test', coll: 'docs' }, { db: 'test', coll: 'a$' }, false),
      ).toThrow()
    await engine.insert({}, 'test', 'docs', [{ n: new Int32(DOCUMENTS + turn) }], true)
  })
  expect(engine.verify('test', 'docs')).toEqual([])
})

test('a duplicate found late ends the build and leaves nothing of it', async () => {
  const building = whileBuilding([{ key: { tag: one }, unique: true }], async () => undefined)
  await expect(building).rejects.toMatchObject({ code: 11000 })
  const late = whileBuilding([{ key: { n: one }, unique: true }, { key: { tag: one } }], async (turn) => {
    if (turn === 2) await engine.insert({}, 'test', 'docs', [{ n: new Int32(DOCUMENTS - 1) }], true)
  })
  await expect(late).rejects.toMatchObject({ code: 11000 })
  expect(engine.listIndexes('test', 'docs')).toHaveLength(1)
  expect(await verified()).toMatchObject({ faults: [] })
})

test('a transaction that wrote during the build keeps the index right', async () => {
  const lsid = 'a'.repeat(32)
  await whileBuilding([{ key: { n: one }, unique: true }], async (turn) => {
    if (turn === 1) {
      const txn = engine.sessions.startOrContinueTransaction(lsid, 1n, true)
      const ctx = { lsid, txnNumber: 1n, txn }
      await engine.update(
        ctx,
        'test',
        'docs',
        [{ q: { _id: new Int32(900) }, u: { $set: { n: new Int32(-5) } } }],
        true,
      )
      await engine.insert(ctx, 'test', 'docs', [{ n: new Int32(-6) }], true)
    }
    if (turn === 5) await engine.sessions.commit(lsid, 1n)
  })
  expect(engine.verify('test', 'docs')).toEqual([])
  expect(await findAll(engine, 'docs', { filter: { n: new Int32(-6) }, hint: 'n_1' })).toHaveLength(1)
})

test('dropping the collection, or all its indexes, ends the build', async () => {
  const dropIndexes = whileBuilding([{ key: { n: one } }], async (turn) => {
    if (turn === 2) engine.dropIndexes('test', 'docs', '*')
  })
  await expect(dropIndexes).rejects.toMatchObject({ code: 276, codeName: 'IndexBuildAborted' })
  const drop = whileBuilding([{ key: { n: one } }], async (turn) => {
    if (turn === 2) engine.dropCollection('test', 'docs')
  })
  await expect(drop).rejects.toMatchObject({ code: 276 })
  expect(await verified()).toMatchObject({ entries: 0, faults: [] })
})

test('a second call waits for the first and finds the index there', async () => {
  const specs = [{ key: { n: one } }]
  const [first, second] = await Promise.all([
    engine.createIndexes('test', 'docs', specs),
    engine.createIndexes('test', 'docs', specs),
  ])
  expect(first).toMatchObject({ numIndexesBefore: 1, numIndexesAfter: 2 })
  expect(second).toMatchObject({ numIndexesBefore: 2, numIndexesAfter: 2 })
})

test('after a crash in the midst nothing of the index is left', async () => {
  const crashed = temporaryFolder()
  await whileBuilding([{ key: { n: one } }], async (turn) => {
    if (turn !== 5) return
    for (const end of ['', '-wal'])
      copyFileSync(join(path, DATA_FILE + end), join(crashed.path, DATA_FILE + end))
  })
  const again = await Engine.open(crashed.path, { durability: 'none' })
  expect(again.listIndexes('test', 'docs')).toHaveLength(1)
  await again.maintain()
  await again.close()
  expect(verifyFolder(crashed.path).found).toMatchObject({ entries: DOCUMENTS, faults: [] })
  crashed.dispose()
})
