import type { Db, MongoClient } from 'mongodb'
import { copyCollection, copyIndexes } from './move/copy.ts'
import { marksOf } from './move/marks.ts'
import { survey, type Survey } from './move/survey.ts'

export { MoveFailed } from './move/copy.ts'

/** Databases of MongoDB itself. */
const OWN_DATABASES = new Set(['admin', 'config', 'local'])
/** MongoDB 7.0 speaks wire version 21. */
const OLDEST_WIRE_VERSION = 21

export type MoveOptions = {
  /** Copy although the target holds other data: collections of the same names are replaced, others stay. */
  isOverwriting?: boolean
  /** The name that a database gets in the target; its own when left out. */
  nameFor?: (database: string) => string
  /** Told of each collection once it is there. */
  onCollection?: (moved: MovedCollection) => void
}

/** `isNew` is false when the target had exactly these documents already. */
export type MovedCollection = {
  name: string
  documents: number
  indexes: number
  hash: string
  isNew: boolean
}

/** Raised before anything is written, when the target cannot or should not take the data. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused'
}

/**
 * Copies all databases of `source` (an embedded server that nobody else writes to) to `target`, a MongoDB replica set or
 * another embedded server: collections with options, documents, validators, indexes and views. Each collection is read
 * back and compared by count and hash. Can be run again: what is there stays, what broke off or changed here is copied
 * anew. `TargetRefused` when the target holds other data or is not fit; `MoveFailed` when something did not arrive.
 */
export async function moveData(
  source: MongoClient,
  target: MongoClient,
  options: MoveOptions = {},
): Promise<MovedCollection[]> {
  await checkTarget(target)
  const names = (await source.db('admin').admin().listDatabases({ nameOnly: true })).databases
    .map(({ name }) => name)
    .filter((name) => !OWN_DATABASES.has(name))
  const moves: Move[] = []
  for (const name of names) {
    const from = source.db(name)
    const to = target.db(options.nameFor?.(name) ?? name)
    moves.push({ from, to, survey: await survey(from, to) })
  }
  const objections = moves.flatMap((move) => move.survey.objections)
  if (objections.length > 0 && options.isOverwriting !== true) throw new TargetRefused(objections.join('\n'))
  const moved: MovedCollection[] = []
  for (const move of moves) moved.push(...(await copyDatabase(move, options)))
  for (const move of moves) await finish(move)
  return moved
}

type Move = { from: Db; to: Db; survey: Survey }

async function checkTarget(target: MongoClient): Promise<void> {
  const hello = await target.db('admin').command({ hello: 1 })
  if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid')
    throw new TargetRefused(
      'The target is a single MongoDB server. Transactions and change streams need a replica set; one node is enough (start it with --replSet and run rs.initiate()).',
    )
  if (Number(hello['maxWireVersion']) < OLDEST_WIRE_VERSION)
    throw new TargetRefused('The target is older than MongoDB 7.0.')
}

async function copyDatabase({ from, to, survey }: Move, options: MoveOptions): Promise<MovedCollection[]> {
  const moved: MovedCollection[] = []
  for (const planned of survey.collections) {
    const isNew = planned.state !== 'done'
    if (isNew) await copyCollection(from, to, planned)
    await copyIndexes(from, to, planned.name, false)
    const indexes = (await from.collection(planned.name).listIndexes().toArray()).length
    const { count: documents, hash } = planned.contents
    const done = { name: `${to.databaseName}.${planned.name}`, documents, indexes, hash, isNew }
    options.onCollection?.(done)
    moved.push(done)
  }
  return moved
}

/** What must not work before everything was compared: deletion by time; then views, and no trace of the move. */
async function finish({ from, to, survey }: Move): Promise<void> {
  for (const { name } of survey.collections) await copyIndexes(from, to, name, true)
  const there = new Set((await to.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name))
  for (const { name, options } of survey.views) if (!there.has(name)) await to.createCollection(name, options)
  await marksOf(to).drop()
}
