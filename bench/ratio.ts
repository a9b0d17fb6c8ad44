/**
 * What it costs that a page is kept: requests per second of a thousand kept pages against a bare static page, through
 * the same server with the same headers, in one run, in turns. `node bench/ratio.ts`; ends with 1 below the figure of
 * product.md. The measured pages exist in a copy of the repository only, never in a build that anybody serves.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import autocannon from 'autocannon'

const ROOT = path.resolve(import.meta.dirname, '..')
const COPY = path.resolve(process.env['BENCH_DIR'] ?? path.join(tmpdir(), 'techelevate-bench'))
const PORT = Number(process.env['BENCH_PORT'] ?? 3219)
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 3)
const ROUNDS = 8
const CONNECTIONS = 32
const LEAST_RATIO = 0.8
const MOST_P99 = 2
const LEFT_OUT = new Set(['node_modules', '.next', '.data', '.git', 'test-results'])

const kept = Array.from({ length: 1000 }, (_, index) => `/bench/kept/course-${index}`)
const KINDS = { static: ['/bench/static'], kept, perRequest: ['/bench/request/a'] }
type Kind = keyof typeof KINDS
/** `cpu` is the server's own time for a request, in microseconds: what else runs on the machine does not change it. */
type Measure = { perSecond: number; p99: number; cpu: number }

copyRepository()
build()
const server = await serve()
try {
  // Everything is rendered and kept before anything is measured.
  await measure('kept', { amount: kept.length })
  const rounds: Record<Kind, Measure[]> = { static: [], kept: [], perRequest: [] }
  for (let round = 0; round < ROUNDS; round += 1)
    for (const kind of Object.keys(KINDS) as Kind[])
      rounds[kind].push(await measure(kind, { duration: SECONDS }))
  process.exitCode = report(rounds) ? 0 : 1
} finally {
  server.kill('SIGTERM')
}

function copyRepository(): void {
  mkdirSync(COPY, { recursive: true })
  for (const name of ['app', '.data']) rmSync(path.join(COPY, name), { recursive: true, force: true })
  cpSync(ROOT, COPY, {
    recursive: true,
    filter: (source) =>
      source === ROOT || !LEFT_OUT.has(path.relative(ROOT, source).split(path.sep)[0] ?? ''),
  })
  cpSync(path.join(ROOT, 'bench', 'pages'), path.join(COPY, 'app'), { recursive: true })
  // Hard links: Turbopack follows no link out of its folder, and a copy would take a gigabyte.
  if (!existsSync(path.join(COPY, 'node_modules'))) run('cp', ['-al', path.join(ROOT, 'node_modules'), COPY])
}

function build(): void {
  run(process.execPath, ['node_modules/next/dist/bin/next', 'build'])
}

function run(command: string, given: string[]): void {
  const { status } = spawnSync(command, given, {
    cwd: COPY,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment(),
  })
  if (status !== 0) throw new Error(`${command} ${given.join(' ')} failed`)
}

function environment() {
  return {
    ...process.env,
    DATA_DIR: path.join(COPY, '.data'),
    PORT: String(PORT),
    APP_URL: `http://localhost:${PORT}`,
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  } as const
}

async function serve(): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['server.mjs'], {
    cwd: COPY,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment(),
  })
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`http://localhost:${PORT}/api/ready`).catch(() => null)
    if (answer?.ok) return server
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  server.kill()
  throw new Error('The server did not start.')
}

async function measure(kind: Kind, extent: { amount: number } | { duration: number }): Promise<Measure> {
  const paths = KINDS[kind]
  const cpuBefore = cpuMicroseconds()
  let next = 0
  const result = await autocannon({
    url: `http://localhost:${PORT}`,
    connections: CONNECTIONS,
    ...extent,
    headers: { 'accept-encoding': 'gzip' },
    requests: [{ setupRequest: (request) => ({ ...request, path: paths[next++ % paths.length] ?? '/' }) }],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${kind}: ${result.non2xx} refused, ${result.errors} failed`)
  const cpu = (cpuMicroseconds() - cpuBefore) / result.requests.total
  return { perSecond: result.requests.average, p99: result.latency.p99, cpu }
}

/** Of the server's process so far; 0 where the system does not tell. */
function cpuMicroseconds(): number {
  const file = `/proc/${server.pid}/stat`
  if (!existsSync(file)) return 0
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
  const TICK_MICROSECONDS = 10_000
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS
}

function report(rounds: Record<Kind, Measure[]>): boolean {
  const of = (kind: Kind, value: keyof Measure) => middle(rounds[kind].map((measured) => measured[value]))
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const each = rounds[kind].map(({ perSecond }) => Math.round(perSecond)).join(' ')
    console.log(
      `${kind.padEnd(11)} ${Math.round(of(kind, 'perSecond'))} requests a second, p99 ${of(kind, 'p99')} ms, ` +
        `${Math.round(of(kind, 'cpu'))} µs of the server each (rounds: ${each})`,
    )
  }
  // In pairs: what disturbs the machine disturbs both of a round.
  const pairs = rounds.kept.map((one, round) => one.perSecond / (rounds.static[round]?.perSecond ?? Infinity))
  const ratio = middle(pairs)
  const slower = of('kept', 'p99') / Math.max(1, of('static', 'p99'))
  console.log(
    `kept / static: ${ratio.toFixed(2)} (at least ${LEAST_RATIO}), p99 ${slower.toFixed(2)} × (at most ${MOST_P99})`,
  )
  return ratio >= LEAST_RATIO && slower <= MOST_P99
}

function middle(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}
