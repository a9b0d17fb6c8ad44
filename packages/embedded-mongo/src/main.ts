import { parseArgs } from 'node:util'
import { readAddress, removeAddress, writeAddress } from './address-file.ts'
import { startServer, type RunningServer } from './server.ts'

/*
 * The database as a process of its own: `node src/main.ts --folder .data/db`. The launcher starts it; it may also be
 * run by hand, to keep one open. It tells a parent that listens (IPC) whether it came up.
 */
export type StartReport = { kind: 'ready' } | { kind: 'owned' | 'failed'; message: string }

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.data/db' },
    durability: { type: 'string', default: 'fsync' },
    port: { type: 'string', default: '0' },
    'idle-seconds': { type: 'string', default: '0' },
  },
})

try {
  await serve()
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`embedded-mongo: ${message}\n`)
  report({ kind: isOwnedByAnother(error) ? 'owned' : 'failed', message })
  process.exitCode = 1
}

async function serve(): Promise<void> {
  const { folder, durability } = values
  if (durability !== 'fsync' && durability !== 'none') throw new Error('--durability is fsync or none')
  // After a crash the old address and password are used again, so that clients that are still there find the server.
  const earlier = await readAddress(folder)
  const server = await startServer({
    folder,
    durability,
    port: wholeNumber('port'),
    idleSeconds: wholeNumber('idle-seconds'),
    ...(earlier === undefined ? {} : { preferredPort: earlier.port, password: earlier.password }),
  })
  await announce(folder, server)
}

async function announce(folder: string, server: RunningServer): Promise<void> {
  const { port, password, electionId } = server
  await writeAddress(folder, { pid: process.pid, port, password, electionId })
  const stop = (): void => void server.close()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
  for (const sentence of server.news) process.stdout.write(`embedded-mongo: ${sentence}\n`)
  report({ kind: 'ready' })
  process.stdout.write(`embedded-mongo: ready on 127.0.0.1:${port}\n`)
  await server.closed
  await removeAddress(folder, electionId)
}

function isOwnedByAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FOLDER_IN_USE'
}

function wholeNumber(name: 'port' | 'idle-seconds'): number {
  const number = Number(values[name])
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} is a whole number`)
  return number
}

function report(message: StartReport): void {
  if (process.send === undefined || !process.connected) return
  // The channel would keep this process alive after its last client is gone.
  process.send(message, () => process.disconnect())
}
