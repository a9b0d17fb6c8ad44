import { Int32 } from 'bson'
import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { Engine } from '../../src/engine.ts'
import type { OpContext } from '../../src/engine.ts'
import { isTurnOver } from '../../src/turns.ts'
import type { Doc } from '../../src/values/codec.ts'
import { findAll, temporaryFolder } from './folder.ts'

const int = (n: number): Int32 => new Int32(n)
const WRITE: OpContext = { lsid: 'c'.repeat(32), txnNumber: 5n, retryable: true }

afterEach(() => vi.restoreAllMocks())

/**
 * Every look at the clock is a second after the one before, and another client has begun a turn already: it is over
 * wherever work may give way.
 */
async function endTurnsAtOnce(): Promise<void> {
  // A turn that began by another clock must be over.
  for (let round = 0; round < 2; round += 1) await new Promise(setImmediate)
  let now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
  isTurnOver()
}

/**
 * Does a retryable write on three documents and keeps what is in the data folder between any two of its turns, as a
 * process killed there would leave it. In each of these a retry is asked for. Gives back what every client was told,
 * the one that nobody killed first, and what was there in the end.
 */
async function killedBetweenTurns(
  write: (engine: Engine) => Promise<Doc>,
): Promise<{ told: Doc; docs: Doc[] }[]> {
  const folder = temporaryFolder()
  const path = mkdtempSync(join(folder.path, 'first-'))
  const first = await Engine.open(path, { durability: 'none' })
  const docs = [1, 2, 3].map((n) => ({ _id: int(n), n: int(0) }))
  await first.insert({}, 'test', 'docs', docs, true)
  await endTurnsAtOnce()

  const left: string[] = []
  const writing = write(first)
  let isOver = false
  void writing.then(() => (isOver = true))
  while (!isOver) {
    left.push(mkdtempSync(join(folder.path, 'left-')))
    cpSync(path, left.at(-1) ?? '', { recursive: true, filter: (file) => !file.includes('lock') })
    await new Promise(setImmediate)
  }
  const outcomes = [{ told: await writing, docs: await findAll(first, 'docs', { filter: {} }) }]
  await first.close()
  for (const copy of left) {
    const engine = await Engine.open(copy, { durability: 'none' })
    const told = await write(engine)
    outcomes.push({ told, docs: await findAll(engine, 'docs', { filter: {} }) })
    await engine.close()
  }
  folder.dispose()
  return outcomes
}

const increment = { $inc: { n: int(1) } }
const writes: [string, (engine: Engine) => Promise<Doc>][] = [
  [
    'an update',
    (engine) => engine.update(WRITE, 'test', 'docs', [{ q: { _id: int(1) }, u: increment }], true),
  ],
  [
    'updates, some of them of the same document and one of them an upsert',
    (engine) =>
      engine.update(
        WRITE,
        'test',
        'docs',
        [
          { q: { _id: int(1) }, u: increment },
          { q: { _id: int(1) }, u: increment },
          { q: { _id: int(9) }, u: increment, upsert: true },
          { q: { _id: int(9) }, u: increment },
        ],
        true,
      ),
  ],
  [
    'updates in any order, with one that is refused',
    (engine) =>
      engine.update(
        WRITE,
        'test',
        'docs',
        [
          { q: { _id: int(1) }, u: increment },
          { q: { _id: int(2) }, u: { $inc: { n: 'one' } } },
          { q: { _id: int(3) }, u: increment },
        ],
        false,
      ),
  ],
  [
    'removals of whichever comes first',
    (engine) =>
      engine.remove(
        WRITE,
        'test',
        'docs',
        [
          { q: {}, limit: 1 },
          { q: {}, limit: 1 },
        ],
        true,
      ),
  ],
  [
    'inserts, one of which is refused',
    (engine) =>
      engine.insert(
        WRITE,
        'test',
        'docs',
        Array.from({ length: 20 }, (_, n) => ({ _id: int(n) })),
        false,
      ),
  ],
  [
    'a findAndModify',
    (engine) => engine.findAndModify(WRITE, 'test', 'docs', { query: {}, update: increment, new: true }),
  ],
]

test.each(writes)(
  'a retry answers %s as if nothing had happened, whenever the process was killed',
  async (_, write) => {
    const [whole, ...afterKill] = await killedBetweenTurns(write)
    expect(afterKill.length).toBeGreaterThan(0)
    for (const outcome of afterKill) expect(outcome).toEqual(whole)
  },
)
