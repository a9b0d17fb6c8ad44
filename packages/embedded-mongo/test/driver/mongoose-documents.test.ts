import mongoose, { Schema, Types } from 'mongoose'
import { describe, expect, it } from 'vitest'
import { useMongoose } from './mongoose-harness.ts'

/*
 * Documents of Mongoose: every type there and back, arrays, subdocuments and maps changed in place, versions,
 * timestamps, validators. Mongoose's own test-suite is in no package that could be installed.
 */
const { connection, nextName } = useMongoose('documents')

describe('values', () => {
  it('come back as they went', async () => {
    const schema = new Schema({
      text: String,
      number: Number,
      double: Schema.Types.Double,
      int: Schema.Types.Int32,
      long: BigInt,
      decimal: Schema.Types.Decimal128,
      flag: Boolean,
      at: Date,
      bytes: Buffer,
      uuid: Schema.Types.UUID,
      id: Schema.Types.ObjectId,
      anything: Schema.Types.Mixed,
      map: { type: Map, of: Number },
      nested: { deep: { deeper: [Number] } },
      lists: [[String]],
    })
    const Values = connection().model(nextName(), schema)
    const uuid = new Types.UUID()
    const id = new Types.ObjectId()
    await Values.create({
      text: 'ä€😀',
      number: 1.5,
      double: 3,
      int: 7,
      long: 2n ** 60n,
      decimal: Types.Decimal128.fromString('0.10'),
      flag: false,
      at: new Date(0),
      bytes: Buffer.from([0, 255]),
      uuid,
      id,
      anything: { a: [1, 'x', null, { b: /x/i }] },
      map: new Map([['k', 1]]),
      nested: { deep: { deeper: [1, 2] } },
      lists: [['a'], []],
    })
    const read = await Values.findOne().orFail()
    expect(read.long).toBe(2n ** 60n)
    expect(read.decimal?.toString()).toBe('0.10')
    expect([read.int?.valueOf(), Number(read.double)]).toEqual([7, 3])
    expect(read.bytes?.equals(Buffer.from([0, 255]))).toBe(true)
    expect(read.uuid?.toString()).toBe(uuid.toString())
    expect(read.map?.get('k')).toBe(1)
    expect(read.anything).toEqual({ a: [1, 'x', null, { b: /x/i }] })
    expect(read.toObject()).toMatchObject({
      text: 'ä€😀',
      flag: false,
      at: new Date(0),
      nested: { deep: { deeper: [1, 2] } },
      lists: [['a'], []],
    })
    const types = await Values.aggregate<Record<string, string>>([
      {
        $project: {
          _id: 0,
          ...Object.fromEntries(
            ['double', 'int', 'long', 'decimal', 'bytes', 'uuid'].map((name) => [
              name,
              { $type: `$${name}` },
            ]),
          ),
        },
      },
    ])
    expect(types).toEqual([
      { double: 'double', int: 'int', long: 'long', decimal: 'decimal', bytes: 'binData', uuid: 'binData' },
    ])
    const filters: Record<string, unknown>[] = [
      { uuid },
      { long: 2n ** 60n },
      { decimal: '0.1' },
      { bytes: Buffer.from([0, 255]) },
    ]
    for (const filter of filters) expect(await Values.countDocuments(filter as never)).toBe(1)
  })

  it('are removed by undefined, kept by null, and defaults fill in', async () => {
    const schema = new Schema({ a: String, b: { type: Number, default: 3 }, c: { d: String } })
    const Gaps = connection().model(nextName(), schema)
    const doc = await Gaps.create({ a: 'x', c: { d: 'y' } })
    doc.a = undefined
    doc.set('b', null)
    doc.set('c', undefined)
    await doc.save()
    expect(await Gaps.collection.findOne({}, { projection: { _id: 0, __v: 0 } })).toEqual({ b: null })
  })
})

describe('arrays and subdocuments', () => {
  const schema = new Schema({
    tags: [String],
    numbers: [Number],
    parts: [new Schema({ name: String, pieces: [new Schema({ n: Number })] })],
    single: new Schema({ x: Number, y: Number }, { _id: false }),
    people: { type: Map, of: new Schema({ age: Number }, { _id: false }) },
  })

  it('are saved by what changed in them', async () => {
    const Box = connection().model(nextName(), schema)
    const box = await Box.create({
      tags: ['a', 'b', 'c'],
      numbers: [3, 1, 2],
      parts: [{ name: 'one', pieces: [{ n: 1 }] }, { name: 'two' }],
      single: { x: 1, y: 2 },
      people: { ann: { age: 1 } },
    })
    const tags = box.tags as mongoose.Types.Array<string>
    tags.pull('b')
    tags.addToSet('c', 'd')
    box.numbers.sort((a, b) => a - b)
    await box.save()
    const part = box.parts[0]
    part?.pieces.push({ n: 2 })
    if (part !== undefined) part.name = 'first'
    box.parts.id(box.parts[1]?._id ?? '')?.deleteOne()
    box.set('single.y', 9)
    box.people?.set('ben', { age: 2 })
    box.set('people.ann.age', 5)
    await box.save()
    box.parts[0]?.pieces.splice(0, 1)
    await box.save()
    const read = await Box.findById(box._id).orFail()
    expect(read.toObject({ flattenMaps: true })).toMatchObject({
      tags: ['a', 'c', 'd'],
      numbers: [1, 2, 3],
      parts: [{ name: 'first', pieces: [{ n: 2 }] }],
      single: { x: 1, y: 9 },
      people: { ann: { age: 5 }, ben: { age: 2 } },
    })
    expect(read.parts).toHaveLength(1)
  })

  it('refuse a write whose positions are those of an old version', async () => {
    const Box = connection().model(nextName(), schema)
    const { _id } = await Box.create({ parts: [{ name: 'one' }, { name: 'two' }] })
    const [mine, theirs] = [await Box.findById(_id).orFail(), await Box.findById(_id).orFail()]
    theirs.parts.shift()
    theirs.markModified('parts')
    await theirs.save()
    const part = mine.parts[1]
    if (part !== undefined) part.name = 'mine'
    await expect(mine.save()).rejects.toThrow(mongoose.Error.VersionError)
  })

  it('keep kinds apart inside an array', async () => {
    const Shape = new Schema({ name: String }, { discriminatorKey: 'kind', _id: false })
    const drawing = new Schema({ shapes: [Shape] })
    const shapes = drawing.path<Schema.Types.DocumentArray>('shapes')
    shapes.discriminator('circle', new Schema({ radius: Number }, { _id: false }))
    shapes.discriminator('square', new Schema({ side: Number }, { _id: false }))
    const Drawing = connection().model(nextName(), drawing)
    await Drawing.create({
      shapes: [
        { kind: 'circle', radius: 2, side: 5 },
        { kind: 'square', side: 3 },
      ] as never,
    })
    const stored = await Drawing.collection.findOne()
    expect(stored?.['shapes']).toEqual([
      { kind: 'circle', radius: 2 },
      { kind: 'square', side: 3 },
    ])
    await Drawing.updateOne({ 'shapes.kind': 'circle' }, { $set: { 'shapes.$.radius': 7 } })
    expect(await Drawing.findOne().lean()).toMatchObject({ shapes: [{ kind: 'circle', radius: 7 }, {}] })
  })
})

describe('versions and times', () => {
  it('let only one of two writers win with optimistic concurrency', async () => {
    const Page = connection().model(nextName(), new Schema({ text: String }, { optimisticConcurrency: true }))
    const { _id } = await Page.create({ text: 'a' })
    const readers = await Promise.all([Page.findById(_id).orFail(), Page.findById(_id).orFail()])
    for (const [index, page] of readers.entries()) page.text = `by ${index}`
    const outcomes = await Promise.allSettled(readers.map((page) => page.save()))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await Page.findById(_id).orFail()).__v).toBe(1)
  })

  it('note when something was made and changed, however it was', async () => {
    const schema = new Schema(
      { n: Number, parts: [new Schema({ m: Number }, { timestamps: true })] },
      { timestamps: true },
    )
    const Note = connection().model(nextName(), schema)
    await Note.insertMany([{ n: 1 }, { n: 2 }])
    const made = await Note.findOneAndUpdate({ n: 3 }, { n: 3 }, { upsert: true, returnDocument: 'after' })
    expect(made?.createdAt).toBeInstanceOf(Date)
    await Note.collection.updateMany({}, { $set: { createdAt: new Date(0), updatedAt: new Date(0) } })
    await Note.updateOne({ n: 1 }, { $inc: { n: 10 } })
    await Note.bulkWrite([{ updateOne: { filter: { n: 2 }, update: { $push: { parts: { m: 1 } } } } }])
    const notes = await Note.find().sort({ n: 1 })
    expect(notes.map(({ n, createdAt, updatedAt }) => [n, +createdAt === 0, +updatedAt > 0])).toEqual([
      [2, true, true],
      [3, true, false],
      [11, true, true],
    ])
    expect(notes[0]?.parts[0]?.createdAt).toBeInstanceOf(Date)
    const quiet = await Note.findOneAndUpdate(
      { n: 3 },
      { n: 4 },
      { timestamps: false, returnDocument: 'after' },
    )
    expect(Number(quiet?.updatedAt)).toBe(0)
  })
})

describe('validators', () => {
  it('run before a save and, when asked, before an update', async () => {
    const schema = new Schema({
      name: { type: String, required: true, minlength: 2, immutable: true },
      age: { type: Number, min: 0, validate: { validator: (age: number) => age !== 13, message: 'unlucky' } },
      role: { type: String, enum: ['a', 'b'] },
    })
    const Person = connection().model(nextName(), schema)
    await expect(Person.create({ name: 'x', age: -1, role: 'c' as 'a' })).rejects.toMatchObject({
      errors: { name: { kind: 'minlength' }, age: { kind: 'min' }, role: { kind: 'enum' } },
    })
    const person = await Person.create({ name: 'Ann', age: 12 })
    await expect(
      Person.updateOne({ _id: person._id }, { $set: { age: 13 } }, { runValidators: true }),
    ).rejects.toThrow('unlucky')
    person.set('name', 'Bob')
    await person.save()
    expect((await Person.findById(person._id).orFail()).name).toBe('Ann')
  })

  it('of the collection refuse what goes past the model', async () => {
    const schema = new Schema({ n: Number })
    const Guarded = connection().model(nextName(), schema)
    await Guarded.createCollection({ validator: { n: { $gte: 0 } } })
    await expect(Guarded.create({ n: -1 })).rejects.toMatchObject({ code: 121 })
    await Guarded.collection.insertOne({ n: -2 }, { bypassDocumentValidation: true })
    expect(await Guarded.countDocuments()).toBe(1)
  })

  it('tell a duplicate by its field', async () => {
    const schema = new Schema({ mail: { type: String, unique: true }, org: String, nick: String })
    schema.index({ org: 1, nick: 1 }, { unique: true, partialFilterExpression: { nick: { $exists: true } } })
    const Member = connection().model(nextName(), schema)
    await Member.init()
    await Member.create([
      { mail: 'a', org: 'o', nick: 'x' },
      { mail: 'b', org: 'o' },
    ])
    await expect(Member.create({ mail: 'c', org: 'o', nick: 'x' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { org: 1, nick: 1 },
      keyValue: { org: 'o', nick: 'x' },
    })
    const many = Member.insertMany([{ mail: 'a' }, { mail: 'd' }, { mail: 'b' }, { mail: 'e' }], {
      ordered: false,
    })
    await expect(many).rejects.toMatchObject({ code: 11000, insertedDocs: [{ mail: 'd' }, { mail: 'e' }] })
    expect(await Member.countDocuments()).toBe(4)
  })
})
