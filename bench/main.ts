/**
 * npm run bench [-- --large] [--only pages|catalogue|teaching] [--write]
 *
 * The figures of product.md as ratios within one run, on a copy of this repository that it builds and fills itself.
 * `--large` also fills a catalogue of 100,000 courses (minutes, and some gigabytes); `--write` keeps the tables in
 * docs/performance.md. Ends with 1 when a figure is missed.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build, layOut, seed, serve, settingsOf, type Served } from './academy'
import { megabytes, resultOf, rounded, type Result, type Row } from './report'

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const COURSES = 1_000
const PEOPLE = 2_000
const [loadBefore = 0] = os.loadavg()

// The house reads its settings on first use: they must be those of the server that is measured.
Object.assign(process.env, settingsOf())
const { measureCatalogue } = await import('./catalogue')
const { measureKeptPages } = await import('./kept')
const { measurePerRequestPages } = await import('./per-request')
const { countRoundTrips } = await import('./round-trips')
const { weighScripts } = await import('./scripts-sent')
const { measureTeaching } = await import('./teaching')
const { tapDatabase } = await import('./wire')
const { databaseAddress, leave } = await import('./database')

layOut()
const results: Result[] = []
const wants = (section: string) => values.only === undefined || values.only === section
if (wants('pages')) results.push(await measurePages())
if (wants('teaching')) results.push(await measureTeaching())
if (wants('catalogue')) results.push(await measureCatalogue(values.large ? [COURSES, 100_000] : [COURSES]))
for (const { section, tables } of results) {
  process.stdout.write(`${tables.join('\n\n')}\n\n`)
  if (values.write) keep(section, tables)
}
process.exit(results.some(({ isMissed }) => isMissed) ? 1 : 0)

async function measurePages(): Promise<Result> {
  build()
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
  rows.push(...(await measureRoundTrips()))
  await leave()
  return resultOf('Pages', rows)
}

async function measureRoundTrips(): Promise<Row[]> {
  const wire = await tapDatabase(await databaseAddress())
  const secrets = await import('@/lib/platform/env').then(({ env }) => env())
  const tapped = {
    MONGODB_URI: wire.uri,
    NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
    DATA_KEY: secrets.DATA_KEY.join(','),
  }
  const rows: Row[] = []
  await withServer({ ...settingsOf(), ...tapped }, async () => {
    rows.push(...(await countRoundTrips(wire)))
  })
  wire.close()
  return rows
}

async function withServer(settings: Record<string, string>, measure: (served: Served) => Promise<void>) {
  const served = await serve(settings)
  try {
    await measure(served)
  } finally {
    await served.stop()
  }
}

/** Puts the tables into their section of docs/performance.md; what is not measured now stays as it was. */
function keep(section: string, tables: readonly string[]): void {
  const file = path.resolve(import.meta.dirname, '..', 'docs', 'performance.md')
  const [head = '', ...sections] = readFileSync(file, 'utf8').split(/^(?=## )/m)
  const kept = sections.filter((text) => !text.startsWith(`## ${section}\n`))
  const said = [`## ${section}`, measuredHow(), ...tables].join('\n\n')
  // The pages first.
  const texts = [...kept.map((text) => text.trimEnd()), said].sort().reverse()
  writeFileSync(file, `${[head.trimEnd(), ...texts].join('\n\n')}\n`)
}

function measuredHow(): string {
  const [processor] = os.cpus()
  const machine = `${os.cpus().length} × ${processor?.model ?? 'processor'}, ${megabytes(os.totalmem())}, Node ${process.version}`
  const given = ['--', ...process.argv.slice(2)].join(' ')
  return `As \`npm run bench ${given}\` measured it on ${new Date().toISOString().slice(0, 10)}: ${machine}; a load of ${rounded(loadBefore, 1)} on it before that began.`
}
