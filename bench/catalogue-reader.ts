/**
 * A process of its own beside one data set: asks the catalogue what `catalogue.ts` tells it to, so that two sizes can be
 * asked in turns.
 */
import '@/models'
import mongoose from 'mongoose'
import { listCatalogue } from '@/lib/courses/queries/catalogue'
import { getHomeShelves, listCoursesForReader } from '@/lib/courses/queries/home'
import { visitor } from '@/lib/platform/auth/viewer'
import { connect, disconnect } from '@/lib/platform/db/connect'
import type { Answer, Asked, Question } from './catalogue-questions'
import { processorTimeOf } from './processor-time'

type Command = { aggregate?: string; find?: string; pipeline?: Stage[]; hint?: object }
type Stage = Record<string, unknown>

const [uri = ''] = process.argv.slice(2)
await connect({ uri, database: 'techelevate', monitorCommands: true })
const database = await databaseProcess()
process.on('message', (asked: Asked) => {
  void answer(asked).then((found) => process.send?.(found))
})
process.on('disconnect', () => void disconnect())
process.send?.('ready')

async function databaseProcess(): Promise<number> {
  const status = await mongoose.connection.db?.command({ serverStatus: 1 })
  return Number(status?.['pid'])
}

/** Where a page of a list begins, found once. */
const cursors = new Map<string, string | undefined>()

async function answer({ question, isExplained }: Asked): Promise<Answer> {
  const cursor = await cursorOf(question)
  const before = worked()
  const since = performance.now()
  const shown = await ask(question, cursor)
  const milliseconds = performance.now() - since
  const taken = { milliseconds, worked: worked() - before, ...shown }
  if (!isExplained) return { ...taken, examined: 0, roundTrips: 0 }
  const commands = await commandsOf(() => ask(question, cursor))
  let examined = 0
  for (const command of commands) examined += await examinedBy(command)
  return { ...taken, examined, roundTrips: commands.length }
}

function worked(): number {
  return processorTimeOf(process.pid) + processorTimeOf(database)
}

async function ask(
  { of, query }: Question,
  cursor: string | undefined,
): Promise<Pick<Answer, 'found' | 'cards'>> {
  if (of === 'catalogue') {
    const { page, total } = await listCatalogue(visitor(), { ...query, cursor })
    return { found: total.count, cards: page.items.length }
  }
  const courses =
    of === 'home'
      ? (await getHomeShelves(visitor(), { size: 3 })).newest
      : await listCoursesForReader(visitor(), { browserLanguages: ['ja', 'ko', 'bn'], size: 3 })
  return { found: courses.length, cards: courses.length }
}

async function cursorOf(question: Question): Promise<string | undefined> {
  const key = JSON.stringify(question)
  if (cursors.has(key)) return cursors.get(key)
  let cursor: string | undefined
  for (let page = 1; page < question.page; page++) {
    const { nextCursor } = (await listCatalogue(visitor(), { ...question.query, cursor })).page
    cursor = nextCursor ?? undefined
  }
  cursors.set(key, cursor)
  return cursor
}

/** The commands that a question sends, as the driver says. */
async function commandsOf(run: () => Promise<unknown>): Promise<Command[]> {
  const client = mongoose.connection.getClient()
  const sent: Command[] = []
  const note = ({ commandName, command }: { commandName: string; command: Command }) => {
    if (commandName === 'find' || commandName === 'aggregate') sent.push(command)
  }
  client.on('commandStarted', note)
  await run()
  client.off('commandStarted', note)
  return sent
}

/** Documents read by the command itself, by every pipeline that it unites with, and by its joins, which go by one id each. */
async function examinedBy({ aggregate, find, pipeline = [], hint, ...rest }: Command): Promise<number> {
  if (aggregate === undefined) return explained({ find, hint, ...rest })
  const own = pipeline.filter((stage) => !('$unionWith' in stage) && !('$lookup' in stage))
  const joins = pipeline.filter((stage) => '$lookup' in stage).length
  let examined = await explained({ aggregate, pipeline: own, cursor: {}, ...(hint && { hint }) }, joins)
  for (const stage of pipeline) {
    if (!('$unionWith' in stage)) continue
    const { coll, pipeline: united } = stage['$unionWith'] as { coll: string; pipeline: Stage[] }
    examined += await examinedBy({ aggregate: coll, pipeline: united })
  }
  return examined
}

async function explained(command: Record<string, unknown>, joins = 0): Promise<number> {
  const { lsid: _session, $db: _database, $clusterTime: _time, ...explain } = command
  const plan = await mongoose.connection.db?.command({ explain, verbosity: 'executionStats' })
  const most = (name: string) => Math.max(0, ...valuesOf(plan, name))
  return most('totalDocsExamined') + joins * most('nReturned')
}

/** Every number of that name, wherever it stands. */
function valuesOf(value: unknown, name: string): number[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name ? [Number(inner)] : valuesOf(inner, name),
  )
}
