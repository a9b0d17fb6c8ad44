import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readAddress, type Address } from './address-file.ts'
import type { StartReport } from './main.ts'
import { connectionUri } from './uri.ts'
import { isAlive } from './wire/probe.ts'

/** How long a start may take in all, including the end of a server that is just stopping. */
const START_MS = 30_000
const STOP_MS = 15_000
const LOOK_AGAIN_MS = 50
const DEFAULT_IDLE_SECONDS = 30

export interface LaunchOptions {
  /** Holds the data; created when missing. */
  folder: string
  durability?: 'fsync' | 'none'
  /** 0 or left out: any free port. Only heeded when this call starts the server. */
  port?: number
  /** The server stops that long after its last client is gone; 0: never. */
  idleSeconds?: number
}

export interface LaunchedServer {
  /** Full connection string with credentials. */
  uri: string
  /** Stops the server, whoever started it, and resolves when it is gone. */
  stop(): Promise<void>
}

/**
 * The server of a folder: the one that runs already, or a new process of its own that outlives this one. Any number of
 * callers may race: the folder's lock lets one server through, and all of them get its address.
 */
export async function ensureServer(options: LaunchOptions): Promise<LaunchedServer> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  const deadline = performance.now() + START_MS
  let reason = 'no server answered'
  while (performance.now() < deadline) {
    const address = await findRunning(options.folder)
    if (address !== undefined)
      return { uri: connectionUri(address.port, address.password), stop: () => stop(address) }
    const report = await start(options)
    if (report.kind === 'ready') continue
    reason = report.message
    if (report.kind === 'failed') break
    // Somebody else holds the folder: they are about to write their address, or just leaving.
    await pause(LOOK_AGAIN_MS)
  }
  throw new Error(
    `The embedded database in ${options.folder} did not start (${reason}). Its log is ${join(options.folder, 'server.log')}.`,
  )
}

/** The address of the folder's server if it runs: the file alone proves nothing, the greeting does. */
async function findRunning(folder: string): Promise<Address | undefined> {
  const address = await readAddress(folder)
  if (address === undefined || !(await isAlive(address.port, address.electionId))) return undefined
  return address
}

/**
 * In megabytes. While V8 collects it everybody waits: with its own 16 that is up to some 40 ms of a long sort, with 4 some
 * ten; the README of the package has the figures.
 */
const YOUNG_GENERATION = '--max-semi-space-size=4'

/** Starts a detached process and waits until it serves or has given up. */
async function start({
  folder,
  durability = 'fsync',
  port = 0,
  idleSeconds = DEFAULT_IDLE_SECONDS,
}: LaunchOptions): Promise<StartReport> {
  const log = openSync(join(folder, 'server.log'), 'a', 0o600)
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const args = [
    YOUNG_GENERATION,
    main,
    '--folder',
    folder,
    '--durability',
    durability,
    '--port',
    String(port),
    '--idle-seconds',
    String(idleSeconds),
  ]
  const child = spawn(process.execPath, args, {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: childEnvironment(),
  })
  closeSync(log)
  try {
    return await firstReport(child)
  } finally {
    if (child.connected) child.disconnect()
    child.unref()
  }
}

/** Options meant for this process (a debugger, a loader, a test runner's hooks) are not the server's. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, VITEST: _vitest, ...rest } = process.env
  return rest
}

function firstReport(child: ChildProcess): Promise<StartReport> {
  const { promise, resolve } = Promise.withResolvers<StartReport>()
  child.once('message', (message) => resolve(message as StartReport))
  child.once('error', (error) => resolve({ kind: 'failed', message: error.message }))
  child.once('exit', (code, signal) =>
    resolve({ kind: 'failed', message: `the process ended with ${signal ?? code}` }),
  )
  return promise
}

async function stop({ pid, port, electionId }: Address): Promise<void> {
  // A process id may have been given to somebody else since; only the one that greets rightly is ended.
  if (!(await isAlive(port, electionId))) return
  process.kill(pid, 'SIGTERM')
  const deadline = performance.now() + STOP_MS
  while (isRunning(pid)) {
    if (performance.now() > deadline) throw new Error(`The embedded database (process ${pid}) does not stop.`)
    await pause(LOOK_AGAIN_MS)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
