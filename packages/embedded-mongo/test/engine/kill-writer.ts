import { Int32 } from 'bson'
import { Engine } from '../../src/engine.ts'
import { randomSource } from './folder.ts'

/**
 * Writes to the folder given until it is killed, and says on stdout what it knows to be on disk: one line `done <n>`
 * after step n (a retryable insert, an update and a transaction) was flushed.
 */
const [, , folder = '', firstStep = '0'] = process.argv
const engine = await Engine.open(folder, { durability: 'fsync' })
const random = randomSource(Number(firstStep))
const one = new Int32(1)
await engine.createIndexes('test', 'docs', [
  { key: { step: one }, unique: true },
  { key: { tags: one, kind: one } },
  { key: { kind: one, at: new Int32(-1) }, partialFilterExpression: { kind: { $gt: one } } },
])

async function insertMany(step: number): Promise<void> {
  // Each session writes its step under number 0: a repeated step is a retry.
  const ctx = { lsid: step.toString(16).padStart(32, '0'), txnNumber: 0n, retryable: true }
  const docs = Array.from({ length: 30 }, (_, position) => ({
    step: new Int32(step * 100 + position),
    kind: new Int32(random.integer(5)),
    tags: ['a', 'b', 'c'].slice(random.integer(3)),
    at: new Date(step),
  }))
  await engine.insert(ctx, 'test', 'docs', docs, true)
}

async function transfer(step: number): Promise<void> {
  const lsid = (step + 1_000_000).toString(16).padStart(32, '0')
  const txn = engine.sessions.startOrContinueTransaction(lsid, 1n, true)
  const ctx = { lsid, txnNumber: 1n, txn }
  await engine.update(
    ctx,
    'test',
    'accounts',
    [{ q: { _id: 'from' }, u: { $inc: { sum: new Int32(-1) } }, upsert: true }],
    true,
  )
  await engine.update(
    ctx,
    'test',
    'accounts',
    [{ q: { _id: 'to' }, u: { $inc: { sum: one } }, upsert: true }],
    true,
  )
  await engine.insert(ctx, 'test', 'transfers', [{ _id: new Int32(step) }], true)
  await engine.sessions.commit(lsid, 1n)
}

for (let step = Number(firstStep); ; step += 1) {
  await insertMany(step)
  await engine.update(
    {},
    'test',
    'docs',
    [
      {
        q: { kind: new Int32(random.integer(5)) },
        u: { $inc: { kind: one }, $push: { tags: 'd' } },
        multi: true,
      },
    ],
    true,
  )
  await transfer(step)
  await engine.flushed()
  process.stdout.write(`done ${step}\n`)
}
