import {
  Binary,
  Decimal128,
  Double,
  Int32,
  Long,
  ObjectId,
  Timestamp,
  type Db,
  type MongoClient,
} from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveData, TargetRefused, type MovedCollection } from '../../src/move.ts'
import { contentsOf } from '../../src/move/contents.ts'
import { MARKS, mark } from '../../src/move/marks.ts'
import { openHarness, type Harness } from './harness.ts'

let source: Harness
let target: Harness
let from: Db
let to: Db

beforeEach(async () => {
  source = await openHarness()
  target = await openHarness()
  from = source.client.db('school')
  to = target.client.db('school')
  await from.createCollection('people', {
    validator: { age: { $type: 'int' } },
    validationAction: 'error',
    collation: { locale: 'en', strength: 2 },
  })
  await from.collection('people').createIndexes([
    { key: { email: 1 }, unique: true },
    { key: { tags: 1, age: -1 }, partialFilterExpression: { age: { $gt: 3 } } },
    { key: { until: 1 }, expireAfterSeconds: 3600 },
  ])
  const people = Array.from({ length: 2500 }, (_, n) => ({ _id: n, email: `p${n}`, age: n, tags: ['a', n] }))
  await from.collection<{ _id: number }>('people').insertMany(people)
  await from.collection('kinds').insertOne({
    int: new Int32(1),
    double: new Double(1),
    negativeZero: new Double(-0),
    long: Long.fromNumber(1),
    decimal: Decimal128.fromString('1.50'),
    binary: new Binary(Buffer.from([1, 2]), 5),
    id: new ObjectId(),
    time: new Timestamp({ t: 1, i: 2 }),
    expression: /a/i,
    nothing: null,
    b: 1,
    '2': 2,
    '1': 1,
  })
  await from.createCollection('empty')
  await from.createCollection('grown', { viewOn: 'people', pipeline: [{ $match: { age: { $gte: 18 } } }] })
  await source.client.db('other').collection('things').insertOne({ x: 1 })
})

afterEach(async () => {
  await source.close()
  await target.close()
})

function move(options?: Parameters<typeof moveData>[2]): Promise<MovedCollection[]> {
  return moveData(source.client, target.client, options)
}

async function namesOf(client: MongoClient, database: string): Promise<string[]> {
  return (await client.db(database).listCollections().toArray()).map(({ name }) => name).sort()
}

describe('a move', () => {
  it('brings every database with documents of all types, options, indexes and views', async () => {
    const moved = await move()
    expect(moved.map(({ name, documents, indexes, isNew }) => ({ name, documents, indexes, isNew }))).toEqual(
      [
        { name: 'other.things', documents: 1, indexes: 1, isNew: true },
        { name: 'school.empty', documents: 0, indexes: 1, isNew: true },
        { name: 'school.kinds', documents: 1, indexes: 1, isNew: true },
        { name: 'school.people', documents: 2500, indexes: 4, isNew: true },
      ],
    )
    for (const name of ['people', 'kinds'])
      expect(await contentsOf(to.collection(name))).toEqual(await contentsOf(from.collection(name)))
    expect(await to.collection('people').indexes()).toHaveLength(4)
    expect(new Set((await to.collection('people').indexes()).map((index) => JSON.stringify(index)))).toEqual(
      new Set((await from.collection('people').indexes()).map((index) => JSON.stringify(index))),
    )
    const optionsOf = async (db: Db): Promise<unknown> =>
      (await db.listCollections({ name: 'people' }).toArray())[0]
    expect(await optionsOf(to)).toMatchObject({
      options: { validationAction: 'error', collation: { strength: 2 } },
    })
    expect(await to.collection('grown').countDocuments()).toBe(2482)
    expect(await namesOf(target.client, 'school')).toEqual(['empty', 'grown', 'kinds', 'people'])
  })

  it('can be repeated: what is there stays, what has changed since is refused', async () => {
    await move()
    expect((await move()).map(({ isNew }) => isNew)).toEqual([false, false, false, false])
    await to.collection('kinds').insertOne({ written: 'by the app, after the switch' })
    await expect(move()).rejects.toThrow(/^school\.kinds holds documents that are not from here\.$/)
    expect(await to.collection('kinds').countDocuments()).toBe(2)
  })

  it('goes on after it broke off: a half copied collection is copied anew', async () => {
    const uuid = (await from.listCollections({ name: 'people' }).toArray())[0] as { info?: { uuid?: Binary } }
    await mark(to, 'people', uuid.info?.uuid?.toString('hex') ?? '')
    await to.collection<{ _id: number }>('people').insertMany([{ _id: 0 }, { _id: 1 }])
    const moved = await move()
    expect(moved.every(({ isNew }) => isNew)).toBe(true)
    expect(await to.collection('people').countDocuments()).toBe(2500)
    expect(await namesOf(target.client, 'school')).not.toContain(MARKS)
  })

  it('refuses a target with other data before it writes anything, unless told', async () => {
    await to.collection<{ _id: number }>('people').insertOne({ _id: 7 })
    await to.collection('alien').insertOne({ a: 1 })
    const refused = move()
    await expect(refused).rejects.toThrow(TargetRefused)
    await expect(refused).rejects.toThrow(
      'school.people holds documents that are not from here.\nschool.alien holds documents, and there is no such collection here.',
    )
    expect(await namesOf(target.client, 'other')).toEqual([])
    await move({ isOverwriting: true })
    expect(await to.collection('people').countDocuments()).toBe(2500)
    expect(await to.collection('alien').countDocuments()).toBe(1)
  })

  it('gives a database another name where one is asked for', async () => {
    await move({ nameFor: (name) => (name === 'school' ? 'academy' : name) })
    expect(await target.client.db('academy').collection('people').countDocuments()).toBe(2500)
    expect(await namesOf(target.client, 'school')).toEqual([])
  })
})
