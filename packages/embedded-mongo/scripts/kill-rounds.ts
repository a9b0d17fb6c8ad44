import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MongoClient, type ClientSession, type Collection } from 'mongodb'
import { readAddress } from '../src/address-file.ts'
import { connectionUri } from '../src/uri.ts'

/*
 * The proof of durability: several clients write and note each acknowledged write; the server is killed at a random
 * moment and started again; then every acknowledged write must be there exactly, a write that was under way must be
 * there wholly or not at all, and every index must list the same documents as the collection.
 *
 *   node scripts/kill-rounds.ts --rounds 20
 */
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const WRITERS = 6
const SHORTEST_ROUND_MS = 150
const LONGEST_ROUND_MS = 900

interface Entry {
  _id: string
  writer: number
  n: number
  key: string
  tag: string
}
/** What a document's `n` is or becomes; null when the document is not there. */
type Changes = Map<string, number | null>

export interface Outcome {
  rounds: number
  acknowledged: number
  lost: number
  /** Index entries that disagree with the documents. */
  wrongIndexes: number
}

/** Kills a server `rounds` times on one folder and reports what was lost (nothing). */
export async function killRounds(rounds: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-kill-'))
  const outcome: Outcome = { rounds: 0, acknowledged: 0, lost: 0, wrongIndexes: 0 }
  const writers = Array.from({ length: WRITERS }, (_, number) => new Writer(number))
  let server = await start(folder)
  try {
    for (; outcome.rounds < rounds; outcome.rounds++) {
      const client = await connect(folder)
      const working = writers.map((writer) => writer.work(client))
      await pause(SHORTEST_ROUND_MS + Math.random() * (LONGEST_ROUND_MS - SHORTEST_ROUND_MS))
      for (const writer of writers) writer.isLast = true
      await kill(server)
      // The same address again: the drivers retry what was under way, and must not thereby apply it twice.
      server = await start(folder)
      await Promise.all(working)
      outcome.wrongIndexes += await countWrongIndexes(entriesOf(client))
      for (const writer of writers) outcome.lost += await writer.settle(entriesOf(client))
      outcome.acknowledged = writers.reduce((total, { acknowledged }) => total + acknowledged, 0)
      await client.close()
    }
  } finally {
    await kill(server)
    await rm(folder, { recursive: true, force: true })
  }
  return outcome
}

async function start(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, '--folder', folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
  })
  const [report] = (await once(child, 'message')) as [{ kind: string; message?: string }]
  if (report.kind !== 'ready') throw new Error(report.message)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

async function connect(folder: string): Promise<MongoClient> {
  const address = await readAddress(folder)
  if (address === undefined) throw new Error('the server left no address')
  const client = await new MongoClient(connectionUri(address.port, address.password), {
    writeConcern: { w: 'majority', journal: true },
  }).connect()
  const entries = entriesOf(client)
  await entries.createIndexes([
    { key: { writer: 1, n: 1 } },
    { key: { tag: 1 } },
    { key: { key: 1 }, unique: true },
  ])
  return client
}

function entriesOf(client: MongoClient): Collection<Entry> {
  return client.db('kill').collection<Entry>('entries')
}

/** One client that writes documents of its own, one write after another. */
class Writer {
  /** Set at the kill: the write under way is the last of this round. */
  isLast = false
  acknowledged = 0
  readonly #number: number
  readonly #known: Changes = new Map()
  #underWay: Changes | undefined
  #serial = 0

  constructor(number: number) {
    this.#number = number
  }

  async work(client: MongoClient): Promise<void> {
    this.isLast = false
    await client.withSession(async (session) => {
      while (!this.isLast && (await this.#step(entriesOf(client), session))) this.acknowledged++
    })
  }

  /** Makes one change; false when it was not acknowledged. */
  async #step(entries: Collection<Entry>, session: ClientSession): Promise<boolean> {
    const [changes, write] = this.#choose(entries, session)
    this.#underWay = changes
    try {
      await write()
    } catch {
      return false
    }
    for (const [id, n] of changes) this.#known.set(id, n)
    this.#underWay = undefined
    return true
  }

  #choose(entries: Collection<Entry>, session: ClientSession): [Changes, () => Promise<unknown>] {
    const kind = Math.floor(Math.random() * 6)
    const [one, other] = this.#present()
    if (kind < 2 || one === undefined || other === undefined) return this.#insert(entries, kind === 0 ? 1 : 5)
    const [id, n] = one
    if (kind === 2)
      return [
        new Map([[id, n + 1]]),
        () => entries.updateOne({ _id: id }, [{ $set: { n: n + 1, tag: tagOf(n + 1) } }]),
      ]
    if (kind === 3)
      return [
        new Map([[id, n + 1]]),
        () => entries.findOneAndUpdate({ _id: id }, { $inc: { n: 1 }, $set: { tag: tagOf(n + 1) } }),
      ]
    if (kind === 4) return [new Map([[id, null]]), () => entries.deleteOne({ _id: id })]
    return this.#move(entries, session, [one, other])
  }

  #insert(entries: Collection<Entry>, count: number): [Changes, () => Promise<unknown>] {
    const made = Array.from({ length: count }, () => {
      const _id = `${this.#number}-${this.#serial++}`
      return { _id, writer: this.#number, n: 0, key: _id, tag: tagOf(0) }
    })
    const changes = new Map(made.map(({ _id, n }) => [_id, n]))
    return [changes, () => entries.insertMany(made)]
  }

  /** A transaction over two documents and a new one: all of it or none. */
  #move(
    entries: Collection<Entry>,
    session: ClientSession,
    [[from, a], [to, b]]: [[string, number], [string, number]],
  ): [Changes, () => Promise<unknown>] {
    const _id = `${this.#number}-${this.#serial++}`
    const changes = new Map([
      [from, a - 1],
      [to, b + 1],
      [_id, 7],
    ])
    const write = async (): Promise<void> => {
      await session.withTransaction(async () => {
        await entries.updateOne({ _id: from }, { $inc: { n: -1 }, $set: { tag: tagOf(a - 1) } }, { session })
        await entries.updateOne({ _id: to }, { $inc: { n: 1 }, $set: { tag: tagOf(b + 1) } }, { session })
        await entries.insertOne({ _id, writer: this.#number, n: 7, key: _id, tag: tagOf(7) }, { session })
      })
    }
    return [changes, write]
  }

  /** Two different documents of its own, by chance. */
  #present(): [string, number][] {
    const present = [...this.#known].filter((pair): pair is [string, number] => pair[1] !== null)
    const start = Math.floor(Math.random() * Math.max(0, present.length - 1))
    return present.slice(start, start + 2)
  }

  /** Compares what is stored with what was acknowledged, and goes on from what is stored. */
  async settle(entries: Collection<Entry>): Promise<number> {
    const stored = new Map(
      (await entries.find({ writer: this.#number }).hint({ $natural: 1 }).toArray()).map((entry) => [
        entry._id,
        entry,
      ]),
    )
    const seen = (id: string): number | null => stored.get(id)?.n ?? null
    const underWay = this.#underWay ?? new Map<string, number | null>()
    this.#underWay = undefined
    const isDone = [...underWay].every(([id, n]) => seen(id) === n)
    if (isDone) for (const [id, n] of underWay) this.#known.set(id, n)
    let lost = 0
    for (const id of new Set([...this.#known.keys(), ...underWay.keys(), ...stored.keys()])) {
      const entry = stored.get(id)
      const isRight =
        seen(id) === (this.#known.get(id) ?? null) &&
        (entry === undefined || (entry.tag === tagOf(entry.n) && entry.key === id))
      if (!isRight) lost++
      this.#known.set(id, seen(id))
    }
    return lost
  }
}

function tagOf(n: number): string {
  return `tag ${n % 7}`
}

/** How many indexes do not list exactly the collection's documents, in the order of their keys. */
async function countWrongIndexes(entries: Collection<Entry>): Promise<number> {
  const expected = (await entries.find().hint({ $natural: 1 }).toArray()).map(({ _id }) => _id).sort()
  let wrong = 0
  for (const { name } of await entries.indexes()) {
    const listed = await entries
      .find()
      .hint(name ?? '')
      .toArray()
    const ids = listed.map(({ _id }) => _id)
    const isOrdered = name !== 'key_1' || ids.every((id, index) => index === 0 || (ids[index - 1] ?? '') < id)
    if (!isOrdered || ids.sort().join() !== expected.join()) wrong++
  }
  return wrong
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } })
  const { rounds, acknowledged, lost, wrongIndexes } = await killRounds(Number(values.rounds))
  process.stdout.write(
    `rounds ${rounds}, acknowledged ${acknowledged}, lost ${lost}, wrong indexes ${wrongIndexes}\n`,
  )
  if (lost > 0 || wrongIndexes > 0) process.exitCode = 1
}
