/**
 * npm run bench [-- --large] [--write]
 *
 * The figures of product.md as ratios within one run, on a copy of this repository that it builds and fills itself.
 * `--large` also fills a catalogue of 100,000 courses (minutes, and some gigabytes); `--write` keeps the table in
 * docs/performance.md. Ends with 1 when a figure is missed.
 */
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { layOut, seed, serve, settingsOf, type Served } from './academy'
import { megabytes, rounded, table, type Row } from './report'

const { values } = parseArgs({
  options: { large: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
})
const COURSES = 1_000
const PEOPLE = 2_000

// The house reads its settings on first use: they must be those of the server that is measured.
Object.assign(process.env, settingsOf())
const { measureCatalogue } = await import('./catalogue')
const { measureKeptPages } = await import('./kept')
const { measurePerRequestPages } = await import('./per-request')
const { countRoundTrips } = await import('./round-trips')
const { weighScripts } = await import('./scripts-sent')
const { tapDatabase } = await import('./wire')
const { databaseAddress, leave } = await import('./database')

layOut()
seed('data', { courses: COURSES, people: PEOPLE })
const rows: Row[] = []
await withServer(settingsOf(), async (served) => {
  const atFirst = served.residentBytes()
  rows.push(...(await measureKeptPages()), ...(await measurePerRequestPages()), ...(await weighScripts()))
  rows.push(
    {
      what: 'start, to the first answer',
      measured: `${rounded(served.readySeconds, 1)} s`,
      figure: '',
      holds: null,
    },
    {
      what: 'memory of the server',
      measured: `${megabytes(atFirst)} at first, ${megabytes(served.residentBytes())} after all of this`,
      figure: '',
      holds: null,
    },
  )
})
const wire = await tapDatabase(await databaseAddress())
const secrets = await import('@/lib/platform/env').then(({ env }) => env())
const tapped = {
  MONGODB_URI: wire.uri,
  NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
  DATA_KEY: secrets.DATA_KEY.join(','),
}
await withServer({ ...settingsOf(), ...tapped }, async () => {
  rows.push(...(await countRoundTrips(wire)))
})
wire.close()
await leave()
rows.push(...(await measureCatalogue(values.large ? [COURSES, 100_000] : [COURSES])))

process.stdout.write(`${table(rows)}\n`)
if (values.write) keep(rows)
process.exit(rows.some(({ holds }) => holds === false) ? 1 : 0)

async function withServer(settings: Record<string, string>, measure: (served: Served) => Promise<void>) {
  const served = await serve(settings)
  try {
    await measure(served)
  } finally {
    await served.stop()
  }
}

function keep(measured: Row[]): void {
  const [processor] = os.cpus()
  const machine = `${os.cpus().length} × ${processor?.model ?? 'processor'}, ${megabytes(os.totalmem())}, Node ${process.version}`
  const text = [
    '# Performance',
    '',
    `As \`npm run bench --${values.large ? ' --large' : ''} --write\` measured it on ${new Date().toISOString().slice(0, 10)}: ${machine}; the load comes from the same machine. Ratios are the middle one of several rounds taken in turns.`,
    '',
    table(measured),
    '',
  ].join('\n')
  writeFileSync(path.resolve(import.meta.dirname, '..', 'docs', 'performance.md'), text)
}
