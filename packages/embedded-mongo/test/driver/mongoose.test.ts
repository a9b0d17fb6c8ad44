import mongoose, { Schema, Types, type Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness, type Harness } from './harness.ts'

/*
 * The life of an app on Mongoose: models, indexes, populate, versioning, transactions, aggregation, streams.
 */
let harness: Harness
let connection: Connection

const lessonSchema = new Schema({
  title: { type: String, required: true },
  order: { type: Number, default: 0 },
})
const courseSchema = new Schema(
  {
    title: { type: String, required: true, trim: true },
    slug: { type: String, required: true },
    price: { type: Schema.Types.Decimal128 },
    status: { type: String, enum: ['draft', 'published'], default: 'draft' },
    teacher: { type: Schema.Types.ObjectId, ref: 'Person' },
    lessons: [lessonSchema],
    labels: { type: Map, of: String },
    tags: [String],
  },
  { timestamps: true, optimisticConcurrency: true },
)
// Finds a course by its address.
courseSchema.index({ slug: 1 }, { unique: true })
// Lists a teacher's newest courses.
courseSchema.index({ teacher: 1, createdAt: -1 })
const personSchema = new Schema({ name: String, email: { type: String, lowercase: true, unique: true } })
const eventSchema = new Schema(
  { at: { type: Date, default: () => new Date() } },
  { discriminatorKey: 'kind' },
)

function build(on: Connection) {
  const Event = on.model('Event', eventSchema)
  return {
    Course: on.model('Course', courseSchema),
    Person: on.model('Person', personSchema),
    Event,
    Login: Event.discriminator('Login', new Schema({ address: String })),
  }
}
let models: ReturnType<typeof build>

beforeAll(async () => {
  harness = await openHarness()
  connection = await mongoose.createConnection(harness.server.uri, { dbName: 'school' }).asPromise()
  models = build(connection)
  await Promise.all(Object.values(models).map((model) => model.init()))
})

afterAll(async () => {
  await connection.close()
  await harness.close()
})

describe('models', () => {
  it('save, read, populate and version', async () => {
    const { Course, Person } = models
    const teacher = await Person.create({ name: 'Tess', email: 'TESS@example.org' })
    const course = await Course.create({
      title: ' Algebra ',
      slug: 'algebra',
      price: '19.90',
      teacher: teacher._id,
      lessons: [{ title: 'One' }],
      labels: { level: 'easy' },
      tags: ['a'],
    })
    const read = await Course.findById(course._id).populate<{ teacher: { name: string } }>('teacher').orFail()
    expect([
      read.title,
      read.price?.toString(),
      read.teacher.name,
      read.labels?.get('level'),
      read.lessons[0]?.title,
    ]).toEqual(['Algebra', '19.90', 'Tess', 'easy', 'One'])
    expect(read.createdAt).toBeInstanceOf(Date)
    read.lessons.push({ title: 'Two', order: 1 })
    read.tags.push('b')
    await read.save()
    expect(await Course.findOne({ 'lessons.title': 'Two' }).lean()).toMatchObject({
      tags: ['a', 'b'],
      __v: 1,
    })
    course.title = 'Old version'
    await expect(course.save()).rejects.toThrow(mongoose.Error.VersionError)
  })

  it('change in place', async () => {
    const { Course } = models
    await Course.create({
      title: 'Biology',
      slug: 'biology',
      lessons: [
        { title: 'x', order: 1 },
        { title: 'y', order: 2 },
      ],
    })
    expect(
      await Course.updateOne({ slug: 'biology', status: 'draft' }, { status: 'published' }),
    ).toMatchObject({ modifiedCount: 1 })
    expect(
      await Course.updateOne({ slug: 'biology', status: 'draft' }, { status: 'published' }),
    ).toMatchObject({ matchedCount: 0 })
    await Course.updateOne(
      { slug: 'biology' },
      { $set: { 'lessons.$[late].title': 'z' } },
      { arrayFilters: [{ 'late.order': { $gte: 2 } }] },
    )
    await Course.updateOne({ slug: 'biology', 'lessons.title': 'x' }, { $inc: { 'lessons.$.order': 10 } })
    await Course.updateOne(
      { slug: 'biology' },
      { $push: { lessons: { $each: [{ title: 'first' }], $position: 0 } } },
    )
    const { lessons } = await Course.findOne({ slug: 'biology' }).orFail()
    expect(lessons.map(({ title, order }) => [title, order])).toEqual([
      ['first', 0],
      ['x', 11],
      ['z', 2],
    ])
    await Course.updateOne({ slug: 'biology' }, { $pull: { lessons: { title: 'x' } } })
    const after = await Course.findOneAndUpdate(
      { slug: 'biology' },
      { $unset: { tags: 1 } },
      { returnDocument: 'after', projection: { lessons: 1 } },
    ).orFail()
    expect(after.lessons).toHaveLength(2)
    const made = await Course.findOneAndUpdate(
      { slug: 'new' },
      { $set: { title: 'New' } },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
    )
    expect(made).toMatchObject({ status: 'draft', title: 'New' })
  })

  it('write in bulk and report duplicates', async () => {
    const { Person } = models
    const result = await Person.bulkWrite([
      { insertOne: { document: { name: 'A', email: 'a@example.org' } } },
      { updateOne: { filter: { email: 'b@example.org' }, update: { $set: { name: 'B' } }, upsert: true } },
      { deleteOne: { filter: { email: 'a@example.org' } } },
    ])
    expect(result).toMatchObject({ insertedCount: 1, upsertedCount: 1, deletedCount: 1 })
    await expect(Person.create({ name: 'B2', email: 'b@example.org' })).rejects.toMatchObject({
      code: 11000,
      keyValue: { email: 'b@example.org' },
    })
    const people = [
      new Person({ name: 'S1', email: 's1@example.org' }),
      new Person({ name: 'S2', email: 's2@example.org' }),
    ]
    await Person.bulkSave(people)
    expect(await Person.countDocuments({ name: /^S\d$/ })).toBe(2)
    expect(await Person.exists({ name: 'S1' })).toMatchObject({ _id: expect.any(Types.ObjectId) })
    expect((await Person.insertMany([{ email: 'i1@example.org' }, { email: 'i2@example.org' }])).length).toBe(
      2,
    )
  })

  it('tell their kinds apart', async () => {
    const { Event, Login } = models
    await Login.create({ address: 'here' })
    await Event.create({})
    expect(await Login.countDocuments()).toBe(1)
    expect((await Event.find().sort({ _id: 1 })).map((event) => event.get('kind') as unknown)).toEqual([
      'Login',
      undefined,
    ])
  })
})

describe('queries', () => {
  it('page, stream and aggregate', async () => {
    const Mark = connection.model(
      'Mark',
      new Schema({ who: String, points: Number, at: Date }).index({ who: 1, points: -1 }),
    )
    await Mark.init()
    await Mark.insertMany(
      Array.from({ length: 500 }, (_, index) => ({
        who: `w${index % 5}`,
        points: index,
        at: new Date(index * 1000),
      })),
    )
    const page = await Mark.find({ who: 'w1', points: { $lt: 400 } })
      .sort({ points: -1 })
      .limit(3)
      .select('points -_id')
      .lean()
    expect(page).toEqual([{ points: 396 }, { points: 391 }, { points: 386 }])
    let streamed = 0
    for await (const mark of Mark.find({ who: 'w2' }).cursor({ batchSize: 20 }))
      streamed += mark.points === undefined ? 0 : 1
    expect(streamed).toBe(100)
    const best = await Mark.aggregate<{ _id: string; best: number; mean: number }>([
      { $match: { at: { $gte: new Date(100_000) } } },
      { $group: { _id: '$who', best: { $max: '$points' }, mean: { $avg: '$points' } } },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ])
    expect(best).toEqual([{ _id: 'w0', best: 495, mean: 297.5 }])
    expect((await Mark.distinct('who')).sort()).toEqual(['w0', 'w1', 'w2', 'w3', 'w4'])
    const plan = JSON.stringify(await Mark.find({ who: 'w1' }).sort({ points: -1 }).explain())
    expect(plan).toContain('who_1_points_-1')
    expect(plan).not.toContain('"SORT"')
  })

  it('join through populate of virtuals', async () => {
    const { Person, Course } = models
    const schema = personSchema.clone()
    schema.virtual('courses', { ref: 'Course', localField: '_id', foreignField: 'teacher' })
    const Teacher = connection.model('Teacher', schema, 'people')
    const person = await Person.create({ name: 'V', email: 'v@example.org' })
    await Course.create([
      { title: 'V1', slug: 'v1', teacher: person._id },
      { title: 'V2', slug: 'v2', teacher: person._id },
    ])
    const read = await Teacher.findById(person._id)
      .populate<{ courses: { title: string }[] }>({ path: 'courses', options: { sort: { title: -1 } } })
      .orFail()
    expect(read.courses.map(({ title }) => title)).toEqual(['V2', 'V1'])
  })
})

describe('transactions and streams', () => {
  it('commit together or not at all, and are heard', async () => {
    const { Person, Course } = models
    const stream = Course.watch([{ $match: { operationType: 'insert' } }], { fullDocument: 'updateLookup' })
    const heard = new Promise<string>((resolve) =>
      stream.on('change', (event: { fullDocument?: { slug?: string } }) =>
        resolve(event.fullDocument?.slug ?? ''),
      ),
    )
    // The stream is open once its cursor has been made.
    await new Promise((resolve) => stream.once('resumeTokenChanged', resolve))
    await expect(
      connection.transaction(async (session) => {
        await Person.create([{ name: 'T', email: 't@example.org' }], { session })
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await Person.exists({ email: 't@example.org' })).toBeNull()
    await connection.transaction(async (session) => {
      const [person] = await Person.create([{ name: 'T', email: 't@example.org' }], { session })
      await Course.create([{ title: 'T', slug: 'in-a-transaction', teacher: person?._id }], { session })
      expect(await Course.countDocuments({ slug: 'in-a-transaction' }).session(session)).toBe(1)
    })
    expect(await heard).toBe('in-a-transaction')
    await stream.close()
  })
})

describe('indexes', () => {
  it('are brought in line with the schema', async () => {
    const { Course } = models
    await Course.collection.createIndex({ old: 1 })
    expect(await Course.diffIndexes()).toEqual({ toDrop: ['old_1'], toCreate: [] })
    expect(await Course.syncIndexes()).toEqual(['old_1'])
    expect(Object.keys(await Course.collection.indexInformation())).toEqual([
      '_id_',
      'slug_1',
      'teacher_1_createdAt_-1',
    ])
  })
})
