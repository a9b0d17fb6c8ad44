import { Int32, ObjectId } from 'bson'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src/engine.ts'
import { findAll, temporaryEngine } from './folder.ts'

let engine: Engine
let dispose: () => Promise<void>

beforeEach(async () => {
  ;({ engine, dispose } = await temporaryEngine())
})
afterEach(() => dispose())

const one = new Int32(1)
const two = new Int32(2)

test('a duplicate key is reported with pattern, value and the message of MongoDB', async () => {
  await engine.createIndexes('test', 'people', [{ key: { email: one, role: new Int32(-1) }, unique: true }])
  await engine.insert({}, 'test', 'people', [{ email: 'a@b.c', role: 'x' }], true)
  const { n, writeErrors } = await engine.insert(
    {},
    'test',
    'people',
    [{ email: 'a@b.c', role: 'x' }, { email: 'other' }],
    false,
  )
  expect(n).toBe(1)
  expect(writeErrors).toEqual([
    {
      index: 0,
      code: 11000,
      errmsg:
        'E11000 duplicate key error collection: test.people index: email_1_role_-1 dup key: { email: "a@b.c", role: "x" }',
      keyPattern: { email: one, role: new Int32(-1) },
      keyValue: { email: 'a@b.c', role: 'x' },
    },
  ])
})

test('an ordered insert stops at its first error, an unordered one goes on', async () => {
  const docs = [{ _id: one }, { _id: one }, { _id: two }]
  expect(await engine.insert({}, 'test', 'ordered', docs, true)).toMatchObject({
    n: 1,
    writeErrors: [{ index: 1 }],
  })
  expect(await engine.insert({}, 'test', 'unordered', docs, false)).toMatchObject({
    n: 2,
    writeErrors: [{ index: 1 }],
  })
})

test('an _id is put first; null is one, missing is not', async () => {
  await engine.insert({}, 'test', 'ids', [{ a: one, _id: null }, { a: one }], true)
  const [first, second] = await findAll(engine, 'ids', { filter: {} })
  expect(Object.entries(first ?? {})[0]).toEqual(['_id', null])
  expect(Object.keys(second ?? {})[0]).toBe('_id')
  expect(second?.['_id']).toBeInstanceOf(ObjectId)
})

test('a unique index counts missing as null, unless it is sparse or partial', async () => {
  await engine.createIndexes('test', 'plain', [{ key: { code: one }, unique: true }])
  await engine.createIndexes('test', 'sparse', [{ key: { code: one }, unique: true, sparse: true }])
  await engine.createIndexes('test', 'partial', [
    { key: { code: one }, unique: true, partialFilterExpression: { code: { $type: 'string' } } },
  ])
  expect((await engine.insert({}, 'test', 'plain', [{}, {}], false)).writeErrors).toHaveLength(1)
  expect(
    (await engine.insert({}, 'test', 'sparse', [{}, {}, { code: null }, { code: null }], false)).writeErrors,
  ).toHaveLength(1)
  expect(
    (
      await engine.insert(
        {},
        'test',
        'partial',
        [{}, {}, { code: null }, { code: 'x' }, { code: 'x' }],
        false,
      )
    ).writeErrors,
  ).toHaveLength(1)
})

test('a unique index over an array keeps documents apart, not elements of one', async () => {
  await engine.createIndexes('test', 'lists', [{ key: { tags: one }, unique: true }])
  const { writeErrors } = await engine.insert(
    {},
    'test',
    'lists',
    [{ tags: ['a', 'a', 'b'] }, { tags: ['c', 'b'] }],
    false,
  )
  expect(writeErrors).toMatchObject([{ index: 1, keyValue: { tags: 'b' } }])
  expect(engine.verify('test', 'lists')).toEqual([])
})

test('a unique index with a collation does not tell cases apart', async () => {
  await engine.createIndexes('test', 'names', [
    { key: { name: one }, unique: true, collation: { locale: 'en', strength: two } },
  ])
  expect(
    (await engine.insert({}, 'test', 'names', [{ name: 'Ann' }, { name: 'ANN' }], false)).writeErrors,
  ).toHaveLength(1)
})

test('building a unique index over duplicates fails and leaves nothing', async () => {
  await engine.insert({}, 'test', 'dups', [{ a: one }, { a: one }], true)
  await expect(engine.createIndexes('test', 'dups', [{ key: { a: one }, unique: true }])).rejects.toThrow(
    /E11000/,
  )
  expect(engine.listIndexes('test', 'dups')).toHaveLength(1)
})

test('an update that moves documents within its own index changes each once', async () => {
  await engine.createIndexes('test', 'counters', [{ key: { n: one } }])
  const docs = Array.from({ length: 500 }, (_, n) => ({ n: new Int32(n) }))
  await engine.insert({}, 'test', 'counters', docs, true)
  const changed = await engine.update(
    {},
    'test',
    'counters',
    [{ q: { n: { $gte: new Int32(0) } }, u: { $inc: { n: new Int32(1000) } }, multi: true }],
    true,
  )
  expect(changed).toMatchObject({ n: 500, nModified: 500 })
  const found = await findAll(engine, 'counters', { filter: {}, sort: { n: one } })
  expect(found[0]).toMatchObject({ n: new Int32(1000) })
  expect(found[499]).toMatchObject({ n: new Int32(1499) })
  expect(engine.verify('test', 'counters')).toEqual([])
})

test('an upsert takes the equalities of its filter and is found at the next time', async () => {
  const statement = {
    q: { slug: 'x', n: { $gt: one } },
    u: { $set: { title: 'T' }, $setOnInsert: { made: true } },
    upsert: true,
  }
  const first = await engine.update({}, 'test', 'upserts', [statement], true)
  expect(first).toMatchObject({ n: 1, nModified: 0, upserted: [{ index: 0 }] })
  expect(first.upserted[0]?._id).toBeInstanceOf(ObjectId)
  expect(await findAll(engine, 'upserts', { filter: {} })).toMatchObject([
    { slug: 'x', title: 'T', made: true },
  ])
})

test('findAndModify answers the document before or after, projected', async () => {
  await engine.insert(
    {},
    'test',
    'jobs',
    [
      { _id: one, at: two, state: 'new' },
      { _id: two, at: one, state: 'new' },
    ],
    true,
  )
  const spec = { query: { state: 'new' }, sort: { at: one }, update: { $set: { state: 'taken' } } }
  expect(await engine.findAndModify({}, 'test', 'jobs', { ...spec, fields: { state: one } })).toEqual({
    value: { _id: two, state: 'new' },
    lastErrorObject: { n: 1, updatedExisting: true },
  })
  expect((await engine.findAndModify({}, 'test', 'jobs', { ...spec, new: true })).value).toMatchObject({
    _id: one,
    state: 'taken',
  })
  expect(await engine.findAndModify({}, 'test', 'jobs', spec)).toEqual({
    value: null,
    lastErrorObject: { n: 0, updatedExisting: false },
  })
  expect(await engine.findAndModify({}, 'test', 'jobs', { query: { _id: one }, remove: true })).toMatchObject(
    { value: { _id: one }, lastErrorObject: { n: 1 } },
  )
})

test('a validator refuses with 121; moderate lets earlier offenders be', async () => {
  await engine.insert({}, 'test', 'ruled', [{ _id: one, n: 'none' }], true)
  await engine.collMod('test', 'ruled', { validator: { n: { $type: 'int' } }, validationLevel: 'moderate' })
  const refused = await engine.insert({}, 'test', 'ruled', [{ n: 'x' }], true)
  expect(refused.writeErrors).toMatchObject([{ code: 121, errmsg: 'Document failed validation' }])
  const update = [{ q: { _id: one }, u: { $set: { m: one } } }]
  expect(await engine.update({}, 'test', 'ruled', update, true)).toMatchObject({ nModified: 1 })
  await engine.collMod('test', 'ruled', { validationLevel: 'strict' })
  expect(
    await engine.update({}, 'test', 'ruled', [{ q: { _id: one }, u: { $set: { m: two } } }], true),
  ).toMatchObject({ writeErrors: [{ code: 121 }] })
  expect(
    await engine.insert({ bypassDocumentValidation: true }, 'test', 'ruled', [{ n: 'x' }], true),
  ).toMatchObject({ n: 1 })
})

test('index specifications that differ only in name or options are refused as MongoDB does', async () => {
  await engine.createIndexes('test', 'specs', [{ key: { a: one }, name: 'a_1' }])
  expect(await engine.createIndexes('test', 'specs', [{ key: { a: one }, name: 'a_1' }])).toEqual({
    numIndexesBefore: 2,
    numIndexesAfter: 2,
    createdCollectionAutomatically: false,
  })
  const refusals = [
    [85, { key: { a: one }, name: 'other' }],
    [86, { key: { b: one }, name: 'a_1' }],
    [85, { key: { a: one }, name: 'a_1', expireAfterSeconds: one }],
  ] as const
  for (const [code, spec] of refusals)
    await expect(engine.createIndexes('test', 'specs', [spec])).rejects.toMatchObject({ code })
  for (const kind of ['text', '2dsphere', 'hashed', 'nonsense']) {
    const refused = engine.createIndexes('test', 'specs', [{ key: { t: kind } }])
    await expect(refused).rejects.toMatchObject({ code: 67 })
  }
  expect(() => engine.dropIndexes('test', 'specs', '_id_')).toThrow(expect.objectContaining({ code: 72 }))
  expect(() => engine.dropIndexes('test', 'specs', 'none')).toThrow(expect.objectContaining({ code: 27 }))
  expect(() => engine.dropIndexes('test', 'nowhere', '*')).toThrow(expect.objectContaining({ code: 26 }))
  expect(engine.dropIndexes('test', 'specs', '*')).toEqual({ nIndexesWas: 2 })
})

test('collections are made, renamed and dropped with the errors of MongoDB', async () => {
  engine.createCollection('test', 'made', {})
  engine.createCollection('test', 'made', {})
  expect(() => engine.createCollection('test', 'made', { validator: { a: one } })).toThrow(
    expect.objectContaining({ code: 48 }),
  )
  expect(() => engine.createCollection('test', 'capped', { capped: true })).toThrow(
    expect.objectContaining({ code: 72 }),
  )
  expect(() => engine.createCollection('test', 'a$b', {})).toThrow(expect.objectContaining({ code: 73 }))
  await engine.insert({}, 'test', 'made', [{ _id: one }], true)
  engine.renameCollection({ db: 'test', coll: 'made' }, { db: 'test', coll: 'moved' }, false)
  expect(await findAll(engine, 'moved', { filter: {} })).toEqual([{ _id: one }])
  engine.createCollection('test', 'made', {})
  expect(() =>
    engine.renameCollection({ db: 'test', coll: 'made' }, { db: 'test', coll: 'moved' }, false),
  ).toThrow(expect.objectContaining({ code: 48 }))
  expect(engine.dropCollection('test', 'moved')).toBe(true)
  expect(engine.dropCollection('test', 'moved')).toBe(false)
  expect(engine.listDatabases().map(({ name }) => name)).toEqual(['test'])
  engine.dropDatabase('test')
  expect(engine.listDatabases()).toEqual([])
})

test('what is longer than 16 MB is refused', async () => {
  const { writeErrors } = await engine.insert(
    {},
    'test',
    'big',
    [{ text: 'x'.repeat(16 * 1024 * 1024) }],
    true,
  )
  expect(writeErrors).toMatchObject([{ code: 10334 }])
})
