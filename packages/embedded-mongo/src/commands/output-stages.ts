import { randomBytes } from 'node:crypto'
import { isFault, fault, location } from '../errors.ts'
import { getPath, isPlainObject } from '../values/paths.ts'
import { bsonType } from '../values/compare.ts'
import type { Doc } from '../values/codec.ts'
import type { UpdateStatement, WriteError } from '../engine.ts'
import type { CommandContext } from './command.ts'
import { checkFields, Fields } from './fields.ts'
import { isTurnOver, nextTurn } from '../turns.ts'
import { checkCollectionName, type Namespace } from '../storage/namespace.ts'

/** The stages that write a pipeline's results; only ever the last. */
export function isOutputStage(name: string): boolean {
  return name === '$out' || name === '$merge'
}

/** Writes `documents` as the `$out` or `$merge` stage says. */
export async function writeOutput(context: CommandContext, stage: Doc, documents: Doc[]): Promise<void> {
  const name = Object.keys(stage)[0] ?? ''
  if (context.op.txn !== undefined)
    throw fault('OperationNotSupportedInTransaction', `${name} cannot be used in a transaction`)
  if (context.args.doc('readConcern')?.['level'] === 'linearizable')
    throw fault(
      'InvalidOptions',
      `readConcern level 'linearizable' is not supported in conjunction with ${name}`,
    )
  context.op.bypassDocumentValidation = context.args.flag('bypassDocumentValidation')
  if (name === '$out') await replaceCollection(context, parseTarget(context, stage[name], '$out'), documents)
  else await merge(context, new Fields(stage, '').any(name), documents)
}

function parseTarget({ db }: CommandContext, value: unknown, stage: string): Namespace {
  let target: Namespace
  if (typeof value === 'string') target = { db, coll: value }
  else if (isPlainObject(value)) {
    checkFields(
      value,
      { db: 'used', coll: 'used', timeseries: { refused: 72, why: 'only plain collections are offered' } },
      stage,
    )
    const args = new Fields(value, stage)
    target = { db: args.text('db') ?? db, coll: args.requiredText('coll') }
  } else
    throw location(
      16990,
      `${stage} only supports a string or object argument, but found ${bsonType(value).alias}`,
    )
  checkCollectionName(target.db, target.coll)
  return target
}

/** `$out` fills a new collection with the old one's options and indexes and puts it in the old one's place. */
async function replaceCollection(
  { server, op }: CommandContext,
  target: Namespace,
  documents: Doc[],
): Promise<void> {
  const { engine } = server
  const { db, coll } = target
  const aside = { db, coll: `tmp.agg_out.${randomBytes(8).toString('hex')}` }
  const existing = engine.listCollections(db).find(({ name }) => name === coll)
  engine.createCollection(db, aside.coll, existing?.options ?? {})
  try {
    const indexes =
      existing === undefined
        ? []
        : engine.listIndexes(db, coll).filter(({ name, clustered }) => name !== '_id_' && clustered !== true)
    if (indexes.length > 0) await engine.createIndexes(db, aside.coll, indexes)
    if (documents.length > 0) failOn((await engine.insert(op, db, aside.coll, documents, true)).writeErrors)
    engine.renameCollection(aside, target, true)
  } catch (error) {
    engine.dropCollection(db, aside.coll)
    throw error
  }
}

type WhenMatched = 'replace' | 'keepExisting' | 'merge' | 'fail' | Doc[]
type WhenNotMatched = 'insert' | 'discard' | 'fail'
interface Merge {
  target: Namespace
  on: string[]
  variables: Doc | undefined
  whenMatched: WhenMatched
  whenNotMatched: WhenNotMatched
}

async function merge(context: CommandContext, value: unknown, documents: Doc[]): Promise<void> {
  const plan = parseMerge(context, value)
  checkUniqueIndex(context, plan)
  for (const document of documents) {
    await mergeOne(context, plan, document)
    if (isTurnOver()) await nextTurn()
  }
}

function parseMerge(context: CommandContext, value: unknown): Merge {
  const spec = typeof value === 'string' ? { into: value } : value
  if (!isPlainObject(spec))
    throw location(51182, `$merge only supports a string or object argument, not ${bsonType(value).alias}`)
  checkFields(
    spec,
    { into: 'used', on: 'used', let: 'used', whenMatched: 'used', whenNotMatched: 'used' },
    '$merge',
  )
  const on = spec['on'] ?? '_id'
  const fields = Array.isArray(on) ? on : [on]
  if (fields.length === 0 || !fields.every((field) => typeof field === 'string'))
    throw location(51186, "$merge 'on' field must be a string or an array of strings")
  return {
    target: parseTarget(context, spec['into'], '$merge'),
    on: fields,
    variables: new Fields(spec, '$merge').doc('let'),
    whenMatched: whenMatchedOf(spec['whenMatched'] ?? 'merge'),
    whenNotMatched: whenNotMatchedOf(spec['whenNotMatched'] ?? 'insert'),
  }
}

function whenMatchedOf(value: unknown): WhenMatched {
  if (value === 'replace' || value === 'keepExisting' || value === 'merge' || value === 'fail') return value
  if (Array.isArray(value) && value.every(isPlainObject)) return value
  throw fault(
    'BadValue',
    `Enumeration value '${String(value)}' for field '$merge.whenMatched' is not a valid value.`,
  )
}

function whenNotMatchedOf(value: unknown): WhenNotMatched {
  if (value === 'insert' || value === 'discard' || value === 'fail') return value
  throw fault(
    'BadValue',
    `Enumeration value '${String(value)}' for field '$merge.whenNotMatched' is not a valid value.`,
  )
}

function checkUniqueIndex({ server }: CommandContext, { target, on }: Merge): void {
  if (on.length === 1 && on[0] === '_id') return
  const wanted = [...on].sort().join()
  try {
    const indexes = server.engine.listIndexes(target.db, target.coll)
    const fits = indexes.some(
      (index) =>
        index['unique'] === true &&
        index['partialFilterExpression'] === undefined &&
        isPlainObject(index['key']) &&
        Object.keys(index['key']).sort().join() === wanted,
    )
    if (fits) return
  } catch (error) {
    if (!isFault(error, 'NamespaceNotFound')) throw error
  }
  throw location(51183, 'Cannot find index to verify that join fields will be unique')
}

async function mergeOne(context: CommandContext, plan: Merge, document: Doc): Promise<void> {
  const { op, server } = context
  const { db, coll } = plan.target
  const insert = async (): Promise<void> =>
    failOn((await server.engine.insert(op, db, coll, [document], true)).writeErrors)
  if (plan.whenMatched === 'fail') {
    await insert()
    return
  }
  const q = joinFilter(plan, document)
  const matched = await server.engine.count(op, db, coll, { filter: q, limit: 1 })
  if (matched === 0) {
    if (plan.whenNotMatched === 'fail')
      throw location(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      )
    if (plan.whenNotMatched === 'insert') await insert()
  } else if (plan.whenMatched !== 'keepExisting') {
    failOn((await server.engine.update(op, db, coll, [mergeStatement(plan, q, document)], true)).writeErrors)
  }
}

function joinFilter({ on }: Merge, document: Doc): Doc {
  const pairs = on.map((field) => {
    const value = getPath(document, field)
    if (value === undefined || value === null || Array.isArray(value))
      throw location(
        51132,
        `$merge write error: 'on' field '${field}' cannot be missing, null, undefined or an array`,
      )
    return [field, { $eq: value }] as const
  })
  return Object.fromEntries(pairs)
}

function mergeStatement({ whenMatched, variables }: Merge, q: Doc, document: Doc): UpdateStatement {
  if (whenMatched === 'replace') return { q, u: document }
  if (Array.isArray(whenMatched)) return { q, u: whenMatched, c: { new: document, ...variables } }
  return { q, u: [{ $replaceWith: { $mergeObjects: ['$$ROOT', '$$new'] } }], c: { new: document } }
}

function failOn([error]: WriteError[]): void {
  if (error === undefined) return
  const { code, errmsg, keyPattern, keyValue } = error
  if (code === 11000) throw fault('DuplicateKey', errmsg, { extra: { keyPattern, keyValue } })
  throw location(code, errmsg)
}
