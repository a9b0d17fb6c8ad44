import { describe, expect, it } from 'vitest'
import type { Collection, Db } from 'mongodb'
import { serverError, useHarness } from './harness.ts'

type Row = { _id: number; [field: string]: unknown }

const harness = useHarness()

/** Courses, and a view of the published ones with their titles in capitals. */
async function withView(): Promise<{ db: Db; view: Collection }> {
  const db = harness().db()
  await db.collection<Row>('courses').insertMany([
    { _id: 1, title: 'a', published: true, tags: ['x', 'y'] },
    { _id: 2, title: 'b', published: false, tags: ['y'] },
    { _id: 3, title: 'c', published: true, tags: ['z'] },
  ])
  const view = await db.createCollection('published', {
    viewOn: 'courses',
    pipeline: [{ $match: { published: true } }, { $set: { title: { $toUpper: '$title' } } }],
  })
  return { db, view }
}

describe('views', () => {
  it('are read by find, count, distinct and aggregate as if they held what they show', async () => {
    const { view } = await withView()
    const found = await view.find({ title: { $ne: 'A' } }, { projection: { title: 1 } }).toArray()
    expect(found).toEqual([{ _id: 3, title: 'C' }])
    expect(await view.find().sort({ title: -1 }).skip(1).limit(1).toArray()).toMatchObject([{ _id: 1 }])
    expect(await view.countDocuments({ title: 'A' })).toBe(1)
    expect(await view.estimatedDocumentCount()).toBe(2)
    expect(await view.distinct('tags', {})).toEqual(['x', 'y', 'z'])
    const grouped = await view.aggregate([{ $group: { _id: null, titles: { $push: '$title' } } }]).toArray()
    expect(grouped).toEqual([{ _id: null, titles: ['A', 'C'] }])
  })

  it('may rest on views and be joined', async () => {
    const { db } = await withView()
    await db.createCollection('first', { viewOn: 'published', pipeline: [{ $limit: 1 }] })
    expect(await db.collection('first').find().toArray()).toMatchObject([{ title: 'A' }])
    await db.collection<Row>('links').insertOne({ _id: 1, course: 3 })
    const joined = await db
      .collection('links')
      .aggregate([
        { $lookup: { from: 'published', localField: 'course', foreignField: '_id', as: 'course' } },
      ])
      .toArray()
    expect(joined[0]?.['course']).toMatchObject([{ _id: 3, title: 'C' }])
  })

  it('are read in batches', async () => {
    const { view } = await withView()
    const cursor = view.find({}, { batchSize: 1 })
    expect(await cursor.toArray()).toHaveLength(2)
  })

  it('are listed as what they are, changed by collMod and dropped alone', async () => {
    const { db, view } = await withView()
    const listed = await db.listCollections({ name: 'published' }).toArray()
    expect(listed).toMatchObject([{ type: 'view', options: { viewOn: 'courses' }, info: { readOnly: true } }])
    await db.command({ collMod: 'published', viewOn: 'courses', pipeline: [{ $match: { _id: 2 } }] })
    expect(await view.find().toArray()).toMatchObject([{ _id: 2, title: 'b' }])
    await view.drop()
    expect(await db.collection('courses').countDocuments()).toBe(3)
  })

  it('are refused where MongoDB refuses them', async () => {
    const { db, view } = await withView()
    const codeOf = async (work: Promise<unknown>): Promise<unknown> => (await serverError(work)).code
    expect(await codeOf(view.insertOne({ a: 1 }))).toBe(166)
    expect(await codeOf(view.updateOne({}, { $set: { a: 1 } }))).toBe(166)
    expect(await codeOf(view.deleteOne({}))).toBe(166)
    expect(await codeOf(view.findOneAndDelete({}))).toBe(166)
    expect(await codeOf(view.createIndex({ a: 1 }))).toBe(166)
    expect(await codeOf(view.listIndexes().toArray())).toBe(166)
    expect(await codeOf(view.rename('other'))).toBe(166)
    expect(await codeOf(view.aggregate([{ $changeStream: {} }]).toArray())).toBe(167)
    expect(await codeOf(db.createCollection('w', { viewOn: 'x', pipeline: [{ $out: 'y' }] }))).toBe(167)
    expect(await codeOf(db.createCollection('w', { viewOn: 'w' }))).toBe(5)
    expect(await codeOf(db.createCollection('w', { pipeline: [] }))).toBe(72)
    expect(await codeOf(db.createCollection('w', { viewOn: 'x', validator: {} }))).toBe(72)
    expect(await codeOf(db.command({ collMod: 'courses', viewOn: 'x', pipeline: [] }))).toBe(72)
  })
})
