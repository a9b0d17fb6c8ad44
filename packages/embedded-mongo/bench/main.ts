import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MongoClient } from 'mongodb'
import { readAddress } from '../src/address-file.ts'
import { connectionUri } from '../src/uri.ts'
import { fill, MEASURES } from './measures.ts'
import { milliseconds, printTable, timed, type Row } from './table.ts'

/*
 * Measures the server as clients see it: a process of its own on a temporary folder, synced writes, the official driver
 * over loopback. `npm run bench:db [-- --documents 100000] [-- --large 1000000] [-- --only find]`. Each figure is the median of
 * single calls unless its name says otherwise; the load of the machine is printed with them.
 */
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '100000' },
    large: { type: 'string', default: '1000000' },
    only: { type: 'string', default: '' },
  },
})

type Server = { process: ChildProcess; client: MongoClient; startMs: number }

async function start(folder: string): Promise<Server> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [MAIN, '--folder', folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  await once(child, 'message')
  const address = await readAddress(folder)
  if (address === undefined) throw new Error('the server left no address')
  const client = await new MongoClient(connectionUri(address.port, address.password), {
    maxPoolSize: 32,
  }).connect()
  await client.db('bench').command({ ping: 1 })
  return { process: child, client, startMs: performance.now() - startedAt }
}

async function stop({ process: child, client }: Server): Promise<void> {
  await client.close()
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** Resident memory of a process in MB, where the system tells it. */
function memoryOf({ process: child }: Server): string {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)} MB`
  } catch {
    return 'not known on this system'
  }
}

const rows: Row[] = []

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-mongo-bench-'))
  try {
    let server = await start(folder)
    rows.push(['start of an empty folder', milliseconds(server.startMs)])
    const db = server.client.db('bench')
    const documents = Number(values.documents)
    const filling = await timed(() => fill(db.collection('people'), documents))
    rows.push([
      '`insertMany`, 1,000 documents a call, 3 indexes',
      `${Math.round((documents / filling) * 1000)} /s`,
    ])
    for (const [name, run] of Object.entries(MEASURES)) {
      if (name.includes(values.only)) rows.push([name, await run(server.client, documents)])
    }
    rows.push([`memory after all of this`, memoryOf(server)])
    const large = Number(values.large)
    if (large > documents) await fill(db.collection('people'), large - documents, documents)
    await stop(server)
    server = await start(folder)
    rows.push([`start with ${large.toLocaleString('en')} documents`, milliseconds(server.startMs)])
    rows.push(['memory after that start', memoryOf(server)])
    await stop(server)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await measure()
printTable(
  rows,
  `load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}, Node ${process.version}`,
)
