import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The academy that is measured: a copy of the repository with the bare pages of `bench/pages` laid over it. */
const ROOT = path.resolve(import.meta.dirname, '..')
export const COPY = path.resolve(process.env['BENCH_DIR'] ?? path.join(tmpdir(), 'techelevate-bench'))
export const PORT = Number(process.env['BENCH_PORT'] ?? 3219)
export const ORIGIN = `http://localhost:${PORT}`
const LEFT_OUT = new Set(['node_modules', '.next', '.data', '.git', 'test-results'])
const SCRIPTS = ['node_modules/tsx/dist/cli.mjs', '--tsconfig', 'tsconfig.scripts.json']

export type Settings = Record<string, string>

export function settingsOf(dataFolder = 'data'): Settings {
  return {
    DATA_DIR: path.join(COPY, '.data', dataFolder),
    PORT: String(PORT),
    APP_URL: ORIGIN,
    // Ten enrolments a second come from one address.
    RATE_LIMITS: '*10000',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

export function layOut(): void {
  mkdirSync(COPY, { recursive: true })
  rmSync(path.join(COPY, 'app'), { recursive: true, force: true })
  cpSync(ROOT, COPY, {
    recursive: true,
    filter: (source) =>
      source === ROOT || !LEFT_OUT.has(path.relative(ROOT, source).split(path.sep)[0] ?? ''),
  })
  cpSync(path.join(ROOT, 'bench', 'pages'), path.join(COPY, 'app'), { recursive: true })
  // Hard links: Turbopack follows no link out of its folder, and a copy would take a gigabyte.
  const modules = path.join(COPY, 'node_modules')
  rmSync(modules, { recursive: true, force: true })
  spawnSync('cp', ['-al', path.join(ROOT, 'node_modules'), COPY], { stdio: 'inherit' })
}

export function build(): void {
  run(['node_modules/next/dist/bin/next', 'build'], settingsOf())
}

/** Fills a data folder with the demo academy and so many made-up courses and people, unless it holds them already. */
export function seed(dataFolder: string, scale: { courses: number; people: number }): number {
  const settings = settingsOf(dataFolder)
  const since = performance.now()
  run(
    [...SCRIPTS, 'scripts/db-seed.ts', '--courses', `${scale.courses}`, '--people', `${scale.people}`],
    settings,
    // Its progress is no part of the table.
    2,
  )
  return (performance.now() - since) / 1000
}

export function run(given: string[], settings: Settings, output: 'ignore' | 2 = 'ignore'): void {
  const { status } = spawnSync(process.execPath, given, {
    cwd: COPY,
    stdio: ['ignore', output, 'inherit'],
    env: { ...process.env, ...settings },
  })
  if (status !== 0) throw new Error(`${given.join(' ')} failed`)
}

export type Served = { readySeconds: number; residentBytes: () => number; stop: () => Promise<void> }

/** Starts the server; ready when it says so of itself. */
export async function serve(settings: Settings): Promise<Served> {
  const since = performance.now()
  // Bounded as `npm start` bounds it.
  const server = spawn(process.execPath, ['--max-old-space-size=1024', 'server.mjs'], {
    cwd: COPY,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...settings, MALLOC_ARENA_MAX: '2' },
  })
  while (!(await isReady())) {
    if (server.exitCode !== null || performance.now() - since > 60_000)
      throw new Error('The server did not start.')
  }
  return {
    readySeconds: (performance.now() - since) / 1000,
    residentBytes: () => residentBytes(server),
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
    },
  }
}

async function isReady(): Promise<boolean> {
  const answer = await fetch(`${ORIGIN}/api/ready`).catch(() => null)
  return answer?.ok ?? false
}

/** What the process holds in memory; 0 where the system does not tell. */
function residentBytes({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) * 1024
}
