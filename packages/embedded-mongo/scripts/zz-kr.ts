import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { MongoClient } from 'mongodb'
import { readAddress } from '../src/address-file.ts'
import { connectionUri } from '../src/uri.ts'
import { DATA_FILE } from '../src/storage/store.ts'
import { verifyFolder } from '../src/verify.ts'
import { Writer, type Entry } from './kill-writer.ts'
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
let phase = 'start', since = Date.now(), server: any, round = 0
const step = (p: string) => { phase = p; since = Date.now() }
setInterval(() => {
  if (Date.now() - since > 12_000) {
    console.log('STUCK', round, phase, Date.now() - since, 'server', server?.process.pid, server?.process.exitCode, server?.process.signalCode, server?.said().slice(-600))
    try { process.kill(server.process.pid, 'SIGUSR2') } catch {}
    since = Date.now() - 2000
  }
}, 1000).unref()
async function start(folder: string) {
  const child = spawn(process.execPath, ['--report-on-signal', '--report-directory=/tmp/kr', MAIN, '--folder', folder], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' } })
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (t: string) => (said += t))
  server = { process: child, said: () => said }
  const [report] = (await once(child, 'message')) as any
  if (report.kind !== 'ready') throw new Error(report.message)
  while (!said.includes('ready on') && child.stdout) await once(child.stdout, 'data')
  return server
}
async function kill(child: ChildProcess) { if (child.exitCode !== null || child.signalCode !== null) return; const e = once(child, 'exit'); child.kill('SIGKILL'); await e }
const folder = await mkdtemp(join(tmpdir(), 'kr-'))
const writers = Array.from({ length: 6 }, (_, n) => new Writer(n))
await start(folder)
const rounds = Number(process.argv[2] ?? 100)
for (; round < rounds; round++) {
  step('connect'); const t0 = Date.now()
  const address = (await readAddress(folder))!
  const client = await new MongoClient(connectionUri(address.port, address.password), { writeConcern: { w: 'majority', journal: true } }).connect()
  const entries = client.db('kill').collection<Entry>('entries')
  await entries.createIndexes([{ key: { writer: 1, n: 1 } }, { key: { tag: 1 } }, { key: { key: 1 }, unique: true }])
  step('work')
  let left = writers.length
  const working = writers.map((w) => w.work(entries, () => client.startSession()).finally(() => left--))
  await pause(100 + Math.random() * 800)
  for (const w of writers) w.isLast = true
  step('kill'); await kill(server.process)
  step('verify'); const v0 = Date.now()
  const copy = await mkdtemp(join(tmpdir(), 'krc-'))
  for (const name of [DATA_FILE, `${DATA_FILE}-wal`]) if (existsSync(join(folder, name))) await copyFile(join(folder, name), join(copy, name))
  const { faults } = verifyFolder(copy).found
  if (faults.length) console.log('FAULTS', faults)
  const v1 = Date.now()
  step('start'); await start(folder)
  step('working'); await Promise.all(working)
  step('settle'); let lost = 0
  for (const w of writers) lost += await w.settle(entries)
  if (lost) console.log('LOST', lost)
  step('close'); await client.close()
  const ms = Date.now() - t0
  if (ms > 5000 || round % 10 === 0) console.log('round', round, ms, 'verify', v1 - v0)
}
await kill(server.process)
console.log('done')
process.exit(0)
