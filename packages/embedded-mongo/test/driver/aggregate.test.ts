import { Int32, type Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { first, serverError, useHarness } from './harness.ts'

const harness = useHarness()

describe('pipelines', () => {
  it('group, sort and shape', async () => {
    const sales = harness().db().collection('sales')
    await sales.insertMany([
      { item: 'a', price: 10, quantity: 2, at: new Date('2026-01-05') },
      { item: 'b', price: 20, quantity: 1, at: new Date('2026-01-20') },
      { item: 'a', price: 5, quantity: 10, at: new Date('2026-02-01') },
    ])
    const totals = await sales
      .aggregate([
        {
          $group: {
            _id: '$item',
            total: { $sum: { $multiply: ['$price', '$quantity'] } },
            n: { $sum: 1 },
            prices: { $push: '$price' },
          },
        },
        { $sort: { total: -1 } },
        { $project: { _id: 0, item: '$_id', total: 1, n: 1, prices: 1 } },
      ])
      .toArray()
    expect(totals).toEqual([
      { item: 'a', total: 70, n: 2, prices: [10, 5] },
      { item: 'b', total: 20, n: 1, prices: [20] },
    ])
    const months = await sales
      .aggregate([
        { $group: { _id: { $dateToString: { date: '$at', format: '%Y-%m' } }, n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ])
      .toArray()
    expect(months).toEqual([
      { _id: '2026-01', n: 2 },
      { _id: '2026-02', n: 1 },
    ])
  })

  it('join by field and by pipeline', async () => {
    const db = harness().db()
    await db.collection('courses').insertMany([
      { _id: 1 as never, title: 'One' },
      { _id: 2 as never, title: 'Two' },
    ])
    await db.collection('lessons').insertMany([
      { course: 1, title: 'a', order: 2 },
      { course: 1, title: 'b', order: 1 },
    ])
    await db.collection('lessons').createIndex({ course: 1, order: 1 })
    const simple = await db
      .collection('courses')
      .aggregate([
        { $lookup: { from: 'lessons', localField: '_id', foreignField: 'course', as: 'lessons' } },
        { $sort: { _id: 1 } },
      ])
      .toArray()
    expect(simple.map(({ lessons }) => (lessons as unknown[]).length)).toEqual([2, 0])
    const ordered = await db
      .collection('courses')
      .aggregate([
        { $match: { _id: 1 } },
        {
          $lookup: {
            from: 'lessons',
            let: { id: '$_id' },
            pipeline: [
              { $match: { $expr: { $eq: ['$course', '$$id'] } } },
              { $sort: { order: 1 } },
              { $project: { _id: 0, title: 1 } },
            ],
            as: 'lessons',
          },
        },
        { $unwind: '$lessons' },
        { $replaceWith: '$lessons' },
      ])
      .toArray()
    expect(ordered).toEqual([{ title: 'b' }, { title: 'a' }])
  })

  it('answer several questions at once', async () => {
    const things = harness().db().collection('things')
    await things.insertMany([1, 2, 3, 4].map((n) => ({ n })))
    const facets = first(
      await things
        .aggregate([
          {
            $facet: {
              total: [{ $count: 'n' }],
              top: [{ $sort: { n: -1 } }, { $limit: 2 }, { $project: { _id: 0 } }],
            },
          },
        ])
        .toArray(),
    )
    expect(facets).toEqual({ total: [{ n: 4 }], top: [{ n: 4 }, { n: 3 }] })
    expect(await things.aggregate([{ $match: { n: { $gt: 1 } } }, { $count: 'n' }]).toArray()).toEqual([
      { n: 3 },
    ])
    expect(await things.aggregate([{ $match: { n: 99 } }, { $count: 'n' }]).toArray()).toEqual([])
  })

  it('count in whole numbers', async () => {
    const things = harness().db().collection('things')
    await things.insertOne({})
    const [counted] = await things
      .aggregate([{ $group: { _id: 1, n: { $sum: 1 } } }], { promoteValues: false })
      .toArray()
    expect(counted?.['n']).toBeInstanceOf(Int32)
  })

  it('explain which index their first stages use', async () => {
    const things = harness().db().collection('things')
    await things.insertMany([1, 2, 3].map((n) => ({ n })))
    await things.createIndex({ n: 1 })
    const plan = await things
      .aggregate([{ $match: { n: 2 } }, { $group: { _id: '$n' } }])
      .explain('executionStats')
    expect(JSON.stringify(plan)).toContain('"indexName":"n_1"')
  })

  it('explain what a join touches in the other collection, and by which index', async () => {
    const db = harness().db()
    await db.collection('a').insertMany([{ n: 1 }, { n: 2 }])
    await db.collection('b').insertMany([1, 2, 2].map((n) => ({ n, m: n })))
    await db.collection('b').createIndex({ n: 1 })
    const join = (foreignField: string): Document => ({
      $lookup: { from: 'b', localField: 'n', foreignField, as: 'found' },
    })
    const explain = (verbosity: string): Promise<Document> =>
      db
        .collection('a')
        .aggregate([join('n'), join('m')])
        .explain(verbosity)
    expect((await explain('executionStats'))['stages']).toMatchObject([
      {},
      { totalDocsExamined: 3, totalKeysExamined: 3, collectionScans: 0, indexesUsed: ['n_1'] },
      { totalDocsExamined: 6, totalKeysExamined: 0, collectionScans: 2, indexesUsed: [] },
    ])
    expect((await explain('queryPlanner'))['stages']).toEqual([expect.anything(), join('n'), join('m')])
  })
})

describe('stages that write', () => {
  it('$out replaces a collection and keeps its indexes', async () => {
    const db = harness().db()
    await db.collection('from').insertMany([{ n: 1 }, { n: 2 }])
    await db.collection('into').insertOne({ old: true })
    await db.collection('into').createIndex({ n: 1 })
    expect(
      await db
        .collection('from')
        .aggregate([{ $match: {} }, { $out: 'into' }])
        .toArray(),
    ).toEqual([])
    expect(await db.collection('into').distinct('n')).toEqual([1, 2])
    expect((await db.collection('into').indexes()).map(({ name }) => name)).toEqual(['_id_', 'n_1'])
    expect(await db.listCollections({}, { nameOnly: true }).toArray()).toHaveLength(2)
  })

  it('$merge updates, inserts, keeps or fails', async () => {
    const db = harness().db()
    const into = db.collection<{ _id: number; n?: number; kept?: boolean }>('into')
    const from = db.collection<{ _id: number; n: number }>('from')
    await into.insertOne({ _id: 1, kept: true })
    await from.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ])
    await from.aggregate([{ $merge: { into: 'into' } }]).toArray()
    expect(await into.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, kept: true, n: 1 },
      { _id: 2, n: 2 },
    ])
    await from
      .aggregate([{ $merge: { into: 'into', whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }] } }])
      .toArray()
    expect(await into.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, kept: true, n: 2 },
      { _id: 2, n: 4 },
    ])
    await from.aggregate([{ $merge: { into: 'into', whenMatched: 'replace' } }]).toArray()
    expect(await into.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 })
    expect(
      (await serverError(from.aggregate([{ $merge: { into: 'into', whenMatched: 'fail' } }]).toArray())).code,
    ).toBe(11000)
    expect((await serverError(from.aggregate([{ $merge: { into: 'into', on: 'n' } }]).toArray())).code).toBe(
      51183,
    )
    expect((await serverError(from.aggregate([{ $merge: 'into' }, { $match: {} }]).toArray())).code).toBe(
      40601,
    )
  })

  it('$documents, $collStats and $indexStats bring their own documents', async () => {
    const db = harness().db()
    expect(
      await db.aggregate([{ $documents: [{ n: 1 }, { n: 2 }] }, { $match: { n: 2 } }]).toArray(),
    ).toEqual([{ n: 2 }])
    await db.collection('x').insertMany([{}, {}])
    expect(
      await db
        .collection('x')
        .aggregate([{ $collStats: { count: {} } }])
        .toArray(),
    ).toMatchObject([{ count: 2 }])
    expect(
      await db
        .collection('x')
        .aggregate([{ $indexStats: {} }, { $project: { _id: 0, name: 1 } }])
        .toArray(),
    ).toEqual([{ name: '_id_' }])
  })
})
