import { Decimal128, Double, Int32, Long, ObjectId } from 'bson'
import { expect, test } from 'vitest'
import { compileSort, SortOrder } from '../../src/query/sort.ts'
import { encode } from '../../src/values/codec.ts'
import type { Doc } from '../../src/values/codec.ts'
import type { Collation } from '../../src/values/compare.ts'
import { parseCollation } from '../../src/values/compare.ts'
import { findAll, randomSource, temporaryEngine } from './folder.ts'

type Random = ReturnType<typeof randomSource>

const IDS = Array.from({ length: 4 }, (_, position) => new ObjectId(String(position).padStart(24, '0')))
const SCALARS: unknown[] = [
  null,
  new Int32(1),
  new Int32(2),
  new Double(2),
  new Double(2.5),
  new Double(NaN),
  Long.fromNumber(3),
  Decimal128.fromString('2.5'),
  new Int32(-4),
  '',
  'a',
  'ab',
  'B',
  'A',
  'á',
  'AB',
  'a\0b',
  true,
  false,
  new Date(0),
  new Date(1000),
  ...IDS,
]

function randomValue(random: Random, depth = 0): unknown {
  const kind = random.integer(12)
  if (kind < 8 || depth > 1) return random.pick(SCALARS)
  if (kind === 8) return Array.from({ length: random.integer(4) }, () => randomValue(random, depth + 1))
  if (kind === 9) return { x: randomValue(random, depth + 1), y: randomValue(random, depth + 1) }
  if (kind === 10) return [{ x: random.pick(SCALARS), y: random.pick(SCALARS) }, { x: random.pick(SCALARS) }]
  return undefined
}

function randomDoc(random: Random, id: number): Doc {
  const doc: Doc = { _id: new Int32(id) }
  for (const field of ['a', 'b', 'c', 'd']) if (random.integer(5) > 0) doc[field] = randomValue(random)
  return doc
}

const PATHS = ['a', 'b', 'c', 'd', 'a.x', 'a.y', 'b.x', 'b.y', 'a.0', '_id']

function randomCondition(random: Random): unknown {
  const value = random.pick(SCALARS)
  switch (random.integer(18)) {
    case 0:
    case 1:
    case 2:
      return value
    case 3:
      return { $in: Array.from({ length: random.integer(4) }, () => random.pick(SCALARS)) }
    case 4:
      return { $gt: value }
    case 5:
      return { $gte: value, $lt: random.pick(SCALARS) }
    case 6:
      return { $lte: value }
    case 7:
      return { $ne: value }
    case 8:
      return { $exists: random.integer(2) === 1 }
    case 9:
      return { $regex: random.pick(['^a', '^ab', 'b', '^a?b', '^']) }
    case 10:
      return {
        $elemMatch:
          random.integer(2) === 1
            ? { $gte: value, $lte: random.pick(SCALARS) }
            : { x: value, y: random.pick(SCALARS) },
      }
    case 11:
      return { $not: { $gt: value } }
    case 12:
      return { $nin: [value, random.pick(SCALARS)] }
    case 13:
      return { $all: [value, random.pick(SCALARS)] }
    case 14:
      return { $not: { $in: [value, null] } }
    case 15:
      return { $type: random.pick(['string', 'number', 'null', 'array', 'object']) }
    case 16:
      return { $size: new Int32(random.integer(3)) }
    default:
      return randomValue(random) ?? null
  }
}

function randomFilter(random: Random, depth = 0): Doc {
  const filter: Doc = {}
  for (let count = random.integer(3) + 1; count > 0; count -= 1)
    filter[random.pick(PATHS)] = randomCondition(random)
  if (depth === 0 && random.integer(4) === 0)
    filter['$or'] = [randomFilter(random, 1), randomFilter(random, 1)]
  if (depth === 0 && random.integer(8) === 0)
    filter['$nor'] = [randomFilter(random, 1), randomFilter(random, 1)]
  if (depth === 0 && random.integer(6) === 0)
    filter['$and'] = [randomFilter(random, 1), randomFilter(random, 1)]
  return filter
}

function randomSort(random: Random): Doc | undefined {
  if (random.integer(2) === 0) return undefined
  const sort: Doc = {}
  for (let count = random.integer(2) + 1; count > 0; count -= 1)
    sort[random.pick(PATHS.slice(0, 6))] = new Int32(random.pick([1, -1]))
  return sort
}

const INDEXES: Doc[] = [
  { key: { a: new Int32(1) } },
  { key: { b: new Int32(-1) } },
  { key: { a: new Int32(1), b: new Int32(1) } },
  { key: { a: new Int32(1), b: new Int32(-1), d: new Int32(1) } },
  { key: { c: new Int32(1), d: new Int32(1) } },
  { key: { d: new Int32(-1) }, sparse: true },
  { key: { c: new Int32(1) }, partialFilterExpression: { d: { $gt: new Int32(1) } } },
  { key: { 'b.x': new Int32(1), 'b.y': new Int32(-1) } },
  { key: { 'a.x': new Int32(1) }, partialFilterExpression: { 'a.x': { $exists: true } } },
  { key: { a: new Int32(1), d: new Int32(1) }, collation: { locale: 'en', strength: new Int32(2) } },
  { key: { b: new Int32(-1), c: new Int32(1) }, collation: { locale: 'en', strength: new Int32(1) } },
  {
    key: { c: new Int32(1) },
    name: 'c_folded',
    collation: { locale: 'en', strength: new Int32(2) },
    partialFilterExpression: { a: { $gte: 'a' } },
  },
  { key: { d: new Int32(1), a: new Int32(-1) }, sparse: true },
  {
    key: { b: new Int32(1), d: new Int32(1) },
    partialFilterExpression: { a: { $exists: true }, b: { $lt: new Int32(3) } },
  },
]

const COLLATIONS = [1, 2, 3].map((strength) => ({ locale: 'en', strength: new Int32(strength) }))

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'queries through indexes find what a scan finds (seed %i)',
  async (seed) => {
    const random = randomSource(seed)
    const { engine, dispose } = await temporaryEngine()
    const wanted = INDEXES.filter(() => random.integer(3) > 0)
    // Half the time the indexes are there first, else they are built over the documents.
    const isEarly = random.integer(2) === 0
    for (const spec of wanted) if (isEarly) await engine.createIndexes('test', 'docs', [spec])
    const docs = Array.from({ length: 150 }, (_, id) => randomDoc(random, id))
    // Parallel arrays are refused by compound indexes: those documents stay out.
    await engine.insert({}, 'test', 'docs', docs, false)
    for (const spec of wanted)
      if (!isEarly) await tryIndex(() => engine.createIndexes('test', 'docs', [spec]))
    let indexed = 0
    for (let round = 0; round < 400; round += 1) {
      if (round % 40 === 20) await disturb(engine, random)
      const filter = randomFilter(random)
      const collation = random.integer(3) === 0 ? random.pick(COLLATIONS) : undefined
      const natural = await findAll(engine, 'docs', { filter, collation, hint: { $natural: new Int32(1) } })
      const sort = sortable(natural, randomSort(random))
      const planned = await findAll(engine, 'docs', { filter, sort, collation })
      expect(
        keysOf(planned).sort(),
        JSON.stringify({
          filter,
          sort,
          plan: await engine.explain('test', 'docs', { filter, sort, collation }),
        }),
      ).toEqual(keysOf(natural).sort())
      if (JSON.stringify(await engine.explain('test', 'docs', { filter, sort })).includes('IXSCAN'))
        indexed += 1
      if (sort !== undefined) expectSorted(planned, sort, parseCollation(collation))
      const limited = await findAll(engine, 'docs', { filter, sort, collation, skip: 2, limit: 5 })
      expect(limited.length).toBe(Math.max(0, Math.min(5, natural.length - 2)))
      expect(await engine.count({}, 'test', 'docs', { filter, collation })).toBe(natural.length)
    }
    expect(engine.verify('test', 'docs')).toEqual([])
    expect(indexed).toBeGreaterThan(50)
    await dispose()
  },
)

async function disturb(
  engine: Awaited<ReturnType<typeof temporaryEngine>>['engine'],
  random: Random,
): Promise<void> {
  const filter = randomFilter(random)
  await engine.update(
    {},
    'test',
    'docs',
    [
      {
        q: filter,
        u: { $set: { [random.pick(['a', 'b', 'c', 'd'])]: randomValue(random) ?? null } },
        multi: true,
      },
    ],
    false,
  )
  await engine.remove({}, 'test', 'docs', [{ q: { _id: new Int32(random.integer(150)) }, limit: 1 }], true)
  expect(engine.verify('test', 'docs')).toEqual([])
}

/** Documents with arrays in both fields cannot be sorted by the two together; then there is no sort. */
function sortable(docs: Doc[], sort: Doc | undefined): Doc | undefined {
  if (sort === undefined) return sort
  try {
    const order = new SortOrder(sort, undefined)
    for (const doc of docs) order.keyOf(doc)
    return sort
  } catch {
    return undefined
  }
}

async function tryIndex(create: () => unknown): Promise<void> {
  try {
    await create()
  } catch (error) {
    expect(error).toMatchObject({ codeName: 'CannotIndexParallelArrays' })
  }
}

function keysOf(docs: Doc[]): string[] {
  return docs.map((doc) => Buffer.from(encode(doc)).toString('hex'))
}

function expectSorted(docs: Doc[], sort: Doc, collation: Collation | undefined): void {
  const compare = compileSort(sort, collation)
  for (const [position, doc] of docs.entries()) {
    const next = docs[position + 1]
    if (next !== undefined)
      expect(compare(doc, next), JSON.stringify({ sort, doc, next })).toBeLessThanOrEqual(0)
  }
}
