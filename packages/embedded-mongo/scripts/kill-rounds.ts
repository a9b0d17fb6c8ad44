import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MongoClient, type Collection } from 'mongodb'
import { readAddress } from '../src/address-file.ts'
import { DATA_FILE } from '../src/storage/store.ts'
import { connectionUri, HOST } from '../src/uri.ts'
import { verifyFolder } from '../src/verify.ts'
import { Writer, type Entry } from './kill-writer.ts'

/*
 * The proof of durability: several clients insert, change and delete, alone, in bulk and in transactions, and note each
 * acknowledged write. The server is killed at a random moment and started again; then every acknowledged write must be
 * there exactly, one that was under way wholly or not at all, and nothing may be wrong with documents, indexes, unique
 * keys and events (the checks of verify.ts, on a copy of what the kill has left).
 *
 *   node scripts/kill-rounds.ts --rounds 200
 */
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const WRITERS = 6
const SHORTEST_ROUND_MS = 100
const LONGEST_ROUND_MS = 900

export interface Outcome {
  rounds: number
  acknowledged: number
  /** Documents that are not as acknowledged, or of a write that is there by half. */
  lost: number
  /** What the check of the folder found. */
  faults: number
  /** Starts that said what they recovered. */
  recoveries: number
}

/** Kills a server `rounds` times on one folder and reports what was lost (nothing). */
export async function killRounds(rounds: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-kill-'))
  const outcome: Outcome = { rounds: 0, acknowledged: 0, lost: 0, faults: 0, recoveries: 0 }
  const writers = Array.from({ length: WRITERS }, (_, number) => new Writer(number))
  const port = await freePort()
  let server = await start(folder, port)
  try {
    for (; outcome.rounds < rounds; outcome.rounds++) {
      const client = await connect(folder)
      const entries = entriesOf(client)
      const working = writers.map((writer) => writer.work(entries, () => client.startSession()))
      await pause(SHORTEST_ROUND_MS + Math.random() * (LONGEST_ROUND_MS - SHORTEST_ROUND_MS))
      for (const writer of writers) writer.isLast = true
      await kill(server.process)
      outcome.faults += await countFaults(folder)
      // The same address again: the drivers retry what was under way, and must not thereby apply it twice.
      server = await start(folder, port)
      if (server.said().includes('did not end well')) outcome.recoveries += 1
      await Promise.all(working)
      for (const writer of writers) outcome.lost += await writer.settle(entries)
      outcome.acknowledged = writers.reduce((total, { acknowledged }) => total + acknowledged, 0)
      await client.close()
    }
  } finally {
    await kill(server.process)
    await rm(folder, { recursive: true, force: true })
  }
  return outcome
}

type Started = { process: ChildProcess; said: () => string }

/**
 * A port below those which the system gives to outgoing connections: nothing else, and not a driver's own try to connect
 * again, gets it while the server is down. Without it the server would come back elsewhere, and its clients would wait.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    const probe = createServer().listen(port, HOST)
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}

async function start(folder: string, port: number): Promise<Started> {
  const child = spawn(process.execPath, [MAIN, '--folder', folder, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
  })
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [report] = (await once(child, 'message')) as [{ kind: string; message?: string }]
  if (report.kind !== 'ready') throw new Error(report.message)
  while (!said.includes('ready on') && child.stdout) await once(child.stdout, 'data')
  return { process: child, said: () => said }
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
  await entriesOf(client).createIndexes([
    { key: { writer: 1, n: 1 } },
    { key: { tag: 1 } },
    { key: { key: 1 }, unique: true },
  ])
  return client
}

function entriesOf(client: MongoClient): Collection<Entry> {
  return client.db('kill').collection<Entry>('entries')
}

/** Checks a copy, so that the server itself meets the log that the kill has left. */
async function countFaults(folder: string): Promise<number> {
  const copy = await mkdtemp(join(tmpdir(), 'embedded-mongo-killed-'))
  try {
    for (const name of [DATA_FILE, `${DATA_FILE}-wal`])
      if (existsSync(join(folder, name))) await copyFile(join(folder, name), join(copy, name))
    const { faults } = verifyFolder(copy).found
    for (const { where, what } of faults) process.stderr.write(`${where}: ${what}\n`)
    return faults.length
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } })
  const startedAt = performance.now()
  const { rounds, acknowledged, lost, faults, recoveries } = await killRounds(Number(values.rounds))
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stdout.write(
    `rounds ${rounds} in ${seconds} s, acknowledged ${acknowledged}, lost ${lost}, faults ${faults}, recoveries told ${recoveries}\n`,
  )
  if (lost > 0 || faults > 0) process.exitCode = 1
}
