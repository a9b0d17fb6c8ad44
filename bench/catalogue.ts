import '@/models'
import mongoose from 'mongoose'
import { listCatalogue } from '@/lib/courses/queries/catalogue'
import type { CatalogueQuery } from '@/lib/courses/schema'
import { visitor } from '@/lib/platform/auth/viewer'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { databaseAddress } from './database'
import { middle, rounded, type Row } from './report'
import { seed } from './academy'

const MOST_EXAMINED = 1_200
const MOST_SLOWER = 1.5
const ROUNDS = 15
/** How many people there are changes nothing of the catalogue. */
const PEOPLE = 2_000

/** What people type and choose, from a rare word to a single letter and filters together. */
const QUERIES: CatalogueQuery[] = [
  {},
  { q: 'how' },
  { q: 's' },
  { q: '写真' },
  { q: '한국' },
  { q: 'বাংলা' },
  { q: 'the web' },
  { price: 'paid' },
  { level: ['Beginner'], language: ['ja'] },
  { sort: 'popular' },
]

type Taken = { milliseconds: number; examined: number; total: number }

/** The catalogue's queries at each size: how long, and how many documents the database looked at. */
export async function measureCatalogue(sizes: readonly number[]): Promise<Row[]> {
  const taken = new Map<number, Taken[]>()
  const rows: Row[] = []
  for (const size of sizes) {
    const folder = size === sizes[0] ? 'data' : `data-${size}`
    if (size !== sizes[0]) {
      const seconds = seed(folder, { courses: size, people: PEOPLE })
      rows.push({
        what: `filling a catalogue of ${size} courses`,
        measured: `${rounded(seconds, 0)} s`,
        figure: '',
        holds: null,
      })
    }
    taken.set(size, await takeAll(await databaseAddress(folder)))
  }
  for (const [size, all] of taken) rows.push(examinedRow(size, all))
  const [small, large] = [...taken.values()]
  if (small && large) rows.push(slowerRow(small, large))
  return rows
}

async function takeAll(uri: string): Promise<Taken[]> {
  await connect({ uri, database: 'techelevate', monitorCommands: true })
  const all: Taken[] = []
  for (const query of QUERIES) all.push(await take(query))
  await disconnect()
  return all
}

async function take(query: CatalogueQuery): Promise<Taken> {
  const run = () => listCatalogue(visitor(), query)
  const sent = await commandsOf(run)
  let examined = 0
  for (const command of sent) examined += await examinedBy(command)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const since = performance.now()
    await run()
    times.push(performance.now() - since)
  }
  return { milliseconds: middle(times), examined, total: sent.length }
}

/** The commands that a query sends, as the driver says. */
async function commandsOf(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const client = mongoose.connection.getClient()
  const sent: Record<string, unknown>[] = []
  const note = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    if (commandName === 'find' || commandName === 'aggregate') sent.push(command)
  }
  client.on('commandStarted', note)
  await run()
  client.off('commandStarted', note)
  return sent
}

async function examinedBy(command: Record<string, unknown>): Promise<number> {
  const { lsid: _session, $db: _database, $clusterTime: _time, ...explain } = command
  const answer = await mongoose.connection.db?.command({ explain, verbosity: 'executionStats' })
  return Math.max(0, ...valuesOf(answer, 'totalDocsExamined'))
}

/** Every number of that name, wherever it stands: each stage that reads tells its own. */
function valuesOf(value: unknown, name: string): number[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name ? [Number(inner)] : valuesOf(inner, name),
  )
}

function examinedRow(size: number, all: readonly Taken[]): Row {
  const most = Math.max(...all.map(({ examined }) => examined))
  return {
    what: `documents the catalogue looks at for a query, of ${size} courses`,
    measured: `at most ${most}, for ${JSON.stringify(QUERIES[all.findIndex(({ examined }) => examined === most)])}`,
    figure: `≤ ${MOST_EXAMINED}`,
    holds: most <= MOST_EXAMINED,
  }
}

function slowerRow(small: readonly Taken[], large: readonly Taken[]): Row {
  const ratios = small.map((one, index) => (large[index]?.milliseconds ?? 0) / one.milliseconds)
  const sum = (all: readonly Taken[]) => all.reduce((total, { milliseconds }) => total + milliseconds, 0)
  const ratio = sum(large) / sum(small)
  return {
    what: 'time of ten queries of the catalogue, at the larger size against the smaller',
    measured: `${rounded(ratio)} × (each between ${rounded(Math.min(...ratios))} and ${rounded(Math.max(...ratios))})`,
    figure: `≤ ${MOST_SLOWER} ×`,
    holds: ratio <= MOST_SLOWER,
  }
}
