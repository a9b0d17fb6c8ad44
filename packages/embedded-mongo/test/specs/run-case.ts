import { BSON, type Document, type MongoClient } from 'mongodb'
import { Entities } from './entities.ts'
import { matchError } from './expected-error.ts'
import { match, Mismatch } from './match.ts'
import { perform } from './operations.ts'
import { skipReason } from './requirements.ts'
import type { Contents, Operation, SpecCase, SpecFile } from './spec-files.ts'

/** No case waits longer than a few seconds for anything; a stuck one must not stop the rest. */
const CASE_MS = 15_000

/** `pass`, `skipped: <reason>` or `fail: <what differs>`. */
export type Outcome = string

export interface Surroundings {
  uri: string
  /** A client of the runner's own. */
  aside: MongoClient
}

/** Runs one case and says how it came out; never throws. */
export async function runCase(file: SpecFile, test: SpecCase, surroundings: Surroundings): Promise<Outcome> {
  const reason = skipReason(file, test)
  if (reason !== undefined) return `skipped: ${reason}`
  const entities = new Entities(surroundings.uri)
  try {
    await inTime(act(file, test, entities, surroundings))
    return 'pass'
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return `fail: ${error instanceof Mismatch ? message : `${name}: ${message}`}`
  } finally {
    await tidy(test, entities, surroundings)
  }
}

async function act(
  file: SpecFile,
  test: SpecCase,
  entities: Entities,
  { aside }: Surroundings,
): Promise<void> {
  for (const contents of file.initialData) await fill(aside, contents)
  await entities.createAll(file.createEntities)
  await runAll(test.operations, entities, aside)
  entities.stopObserving()
  for (const expected of test.expectEvents ?? []) entities.observer(expected.client).check(expected, entities)
  for (const contents of test.outcome ?? []) await compare(aside, contents)
}

async function fill(aside: MongoClient, contents: Contents): Promise<void> {
  const { databaseName, collectionName, documents = [], createOptions } = contents
  const db = aside.db(databaseName)
  await db.dropCollection(collectionName)
  await db.createCollection(collectionName, createOptions)
  if (documents.length > 0) await db.collection(collectionName).insertMany(documents)
}

async function runAll(operations: Operation[], entities: Entities, aside: MongoClient): Promise<void> {
  for (const operation of operations) {
    const runInside = async (inner: Operation[]): Promise<void> => {
      for (const one of inner) {
        const expected = await runOne(one, entities, () =>
          perform({ operation: one, entities, aside, runAll: runInside }),
        )
        // The driver must see also an error that is expected, to end or retry the transaction.
        if (expected !== undefined) throw expected
      }
    }
    await runOne(operation, entities, () => perform({ operation, entities, aside, runAll: runInside }))
  }
}

/** Throws unless the operation ends as expected; resolves to the error when that was expected or is to be ignored. */
async function runOne(
  operation: Operation,
  entities: Entities,
  work: () => Promise<unknown>,
): Promise<Error | undefined> {
  if (operation.name === 'endSession') entities.rememberLsid(operation.object)
  const { result, error } = await settle(work)
  if (operation.ignoreResultAndError === true) return error instanceof Error ? error : undefined
  if (operation.expectError !== undefined) {
    if (error instanceof Mismatch) throw error
    return matchError(error, operation.expectError, entities)
  }
  if (error !== undefined) throw error
  if (operation.expectResult !== undefined) match(result, operation.expectResult, entities)
  if (operation.saveResultAsEntity !== undefined) entities.set(operation.saveResultAsEntity, result)
  return undefined
}

async function settle(work: () => Promise<unknown>): Promise<{ result?: unknown; error?: unknown }> {
  try {
    return { result: await work() }
  } catch (error) {
    return { error }
  }
}

async function compare(aside: MongoClient, contents: Contents): Promise<void> {
  const { databaseName, collectionName, documents = [] } = contents
  const found = await aside
    .db(databaseName)
    .collection(collectionName)
    .find({}, { sort: { _id: 1 } })
    .toArray()
  const [actual, expected] = [found, documents].map((list: Document[]) => BSON.EJSON.stringify(list))
  if (actual !== expected) throw new Mismatch(`${collectionName} holds ${actual} instead of ${expected}`)
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Mismatch(`not done after ${CASE_MS} ms`)), CASE_MS)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Fail points off, sessions and transactions ended: the next case starts from nothing. */
async function tidy(test: SpecCase, entities: Entities, { aside }: Surroundings): Promise<void> {
  await settle(() => entities.close())
  for (const { name, arguments: args } of test.operations) {
    if (name !== 'failPoint') continue
    const configureFailPoint: unknown = args?.['failPoint']?.configureFailPoint
    await settle(() => aside.db('admin').command({ configureFailPoint, mode: 'off' }))
  }
  await aside.db('admin').command({ killAllSessions: [] })
}
