import type { ChangeStreamInsertDocument } from 'mongodb'
import { Schema, Types } from 'mongoose'
import { describe, expect, it } from 'vitest'
import { useMongoose } from './mongoose-harness.ts'

/* Models of Mongoose: populate, findOneAnd…, bulks, cursors, streams, transactions and indexes. */
const { connection, nextName } = useMongoose('models')

describe('populate', () => {
  it('goes deep, by several paths, with conditions and by a path that names the model', async () => {
    const [author, book, review] = [nextName(), nextName(), nextName()]
    const Author = connection().model(
      author,
      new Schema({ name: String, friend: { type: Types.ObjectId, ref: author } }),
    )
    const Book = connection().model(
      book,
      new Schema({ title: String, pages: Number, authors: [{ type: Schema.Types.ObjectId, ref: author }] }),
    )
    const Review = connection().model(
      review,
      new Schema({ kind: String, of: { type: Schema.Types.ObjectId, refPath: 'kind' }, stars: Number }),
    )
    const [ann, ben] = await Author.create([{ name: 'Ann' }, { name: 'Ben' }])
    await Author.updateOne({ _id: ann?._id }, { friend: ben?._id })
    const books = await Book.insertMany([
      { title: 'A', pages: 100, authors: [ann?._id ?? '', ben?._id ?? ''] },
      { title: 'B', pages: 300, authors: [ann?._id ?? ''] },
    ])
    await Review.create([
      { kind: book, of: books[0]?._id, stars: 5 },
      { kind: author, of: ann?._id, stars: 4 },
    ])
    const read = await Book.find()
      .sort({ title: 1 })
      .populate({
        path: 'authors',
        match: { name: 'Ann' },
        select: 'name friend',
        populate: { path: 'friend' },
      })
      .lean<{ authors: { name: string; friend: { name: string } }[] }[]>()
    expect(read.map(({ authors }) => authors.map(({ name, friend }) => [name, friend.name]))).toEqual([
      [['Ann', 'Ben']],
      [['Ann', 'Ben']],
    ])
    const reviews = await Review.find().sort({ stars: 1 }).populate('of')
    expect(reviews.map((one) => (one.of as unknown as { name?: string; title?: string }).name)).toEqual([
      'Ann',
      undefined,
    ])
  })

  it('counts and limits through virtuals', async () => {
    const [post, comment] = [nextName(), nextName()]
    const schema = new Schema({ title: String })
    schema.virtual('comments', { ref: comment, localField: '_id', foreignField: 'post' })
    schema.virtual('count', { ref: comment, localField: '_id', foreignField: 'post', count: true })
    const Post = connection().model(post, schema)
    const Comment = connection().model(comment, new Schema({ post: Schema.Types.ObjectId, n: Number }))
    const posts = await Post.create([{ title: 'a' }, { title: 'b' }])
    await Comment.insertMany([3, 1, 2].flatMap((n) => posts.map(({ _id }) => ({ post: _id, n }))))
    const read = await Post.find()
      .populate<{ comments: { n: number }[] }>({
        path: 'comments',
        perDocumentLimit: 2,
        options: { sort: { n: -1 } },
      })
      .populate<{ count: number }>('count')
    expect(read.map(({ comments, count }) => [comments.map(({ n }) => n), count])).toEqual([
      [[3, 2], 3],
      [[3, 2], 3],
    ])
  })
})

describe('findOneAnd…', () => {
  it('takes every option', async () => {
    const Task = connection().model(nextName(), new Schema({ rank: Number, state: String, tags: [String] }))
    await Task.insertMany([3, 1, 2].map((rank) => ({ rank, state: 'open' })))
    const lowest = await Task.findOneAndUpdate(
      { state: 'open' },
      { $set: { state: 'taken' } },
      { sort: { rank: 1 }, returnDocument: 'after', projection: { rank: 1, _id: 0 } },
    ).lean()
    // Mongoose asks for the _id whatever the projection says.
    expect(lowest).toEqual({ _id: lowest?._id, rank: 1 })
    const raw = await Task.findOneAndUpdate(
      { rank: 9 },
      { $setOnInsert: { state: 'new' } },
      { upsert: true, includeResultMetadata: true },
    )
    expect(raw).toMatchObject({ value: null, lastErrorObject: { updatedExisting: false, n: 1 }, ok: 1 })
    expect(
      await Task.findOneAndReplace({ rank: 9 }, { rank: 10 }, { returnDocument: 'after' }).lean(),
    ).toMatchObject({ rank: 10 })
    expect(await Task.findOneAndDelete({ rank: { $lt: 5 } }, { sort: { rank: -1 } })).toMatchObject({
      rank: 3,
    })
    const id = (await Task.findOne({ rank: 2 }).orFail())._id
    expect(
      await Task.findByIdAndUpdate(id, [{ $set: { rank: { $add: ['$rank', 5] } } }], {
        returnDocument: 'after',
        updatePipeline: true,
      }),
    ).toMatchObject({ rank: 7 })
    expect(await Task.findByIdAndDelete(id)).toMatchObject({ rank: 7 })
    expect(await Task.findOneAndUpdate({ rank: 77 }, { rank: 1 })).toBeNull()
  })
})

describe('bulks', () => {
  it('save what is new and what has changed, and say what failed', async () => {
    const Item = connection().model(
      nextName(),
      new Schema({ key: { type: String, unique: true }, n: Number }, { timestamps: true }),
    )
    await Item.init()
    const items = ['a', 'b', 'c'].map((key) => new Item({ key, n: 0 }))
    expect((await Item.bulkSave(items)).insertedCount).toBe(3)
    for (const item of items) item.n = 5
    expect((await Item.bulkSave(items)).modifiedCount).toBe(3)
    const failing = Item.bulkWrite(
      [
        { insertOne: { document: { key: 'a' } } },
        { insertOne: { document: { key: 'd' } } },
        { updateMany: { filter: { n: 5 }, update: { $inc: { n: 1 } } } },
        { replaceOne: { filter: { key: 'd' }, replacement: { key: 'e' } } },
        { deleteOne: { filter: { key: 'b' } } },
      ],
      { ordered: false },
    )
    await expect(failing).rejects.toMatchObject({
      code: 11000,
      result: { insertedCount: 1, modifiedCount: 4, deletedCount: 1 },
    })
    expect((await Item.find().sort({ key: 1 })).map(({ key, n }) => [key, n])).toEqual([
      ['a', 6],
      ['c', 6],
      ['e', undefined],
    ])
  })
})

describe('cursors', () => {
  it('go through queries and aggregations, in parallel and in batches', async () => {
    const Row = connection().model(nextName(), new Schema({ n: Number, group: String }))
    await Row.insertMany(Array.from({ length: 120 }, (_, n) => ({ n, group: `g${n % 3}` })))
    let sum = 0
    await Row.find({ n: { $lt: 100 } })
      .cursor({ batchSize: 7 })
      .eachAsync((rows) => (sum += rows.reduce((total, { n }) => total + (n ?? 0), 0)), {
        batchSize: 10,
        parallel: 4,
      })
    expect(sum).toBe(4950)
    const groups: string[] = []
    const cursor = Row.aggregate<{ _id: string; n: number }>([
      { $group: { _id: '$group', n: { $sum: '$n' } } },
      { $sort: { _id: 1 } },
    ]).cursor({ batchSize: 1 })
    for await (const group of cursor) groups.push(group._id)
    expect(groups).toEqual(['g0', 'g1', 'g2'])
    const page = await Row.aggregate<{ rows: unknown[]; total: { n: number }[] }>([
      { $match: { group: 'g1' } },
      { $facet: { rows: [{ $sort: { n: -1 } }, { $limit: 2 }], total: [{ $count: 'n' }] } },
    ])
    expect(page).toMatchObject([{ rows: [{ n: 118 }, { n: 115 }], total: [{ n: 40 }] }])
    await expect(Row.find().cursor({ hint: 'nothing' }).next()).rejects.toMatchObject({ code: 2 })
  })
})

describe('change streams', () => {
  it('go on after the last event that was seen', async () => {
    const Thing = connection().model(nextName(), new Schema({ n: Number }))
    await Thing.createCollection()
    const take = async (
      options: object,
      write: () => Promise<unknown>,
    ): Promise<ChangeStreamInsertDocument> => {
      const stream = Thing.watch<never, ChangeStreamInsertDocument>([], options)
      const event = new Promise<ChangeStreamInsertDocument>((resolve) => stream.once('change', resolve))
      await new Promise((resolve) => stream.once('ready', resolve))
      await write()
      const first = await event
      await stream.close()
      return first
    }
    const first = await take({ maxAwaitTimeMS: 50 }, () => Thing.create({ n: 1 }))
    await Thing.create({ n: 2 })
    const second = await take({ resumeAfter: first._id }, () => Promise.resolve())
    expect([first.fullDocument['n'], second.fullDocument['n']]).toEqual([1, 2])
  })
})

describe('transactions', () => {
  it('put documents back as they were when they fail', async () => {
    const Account = connection().model(nextName(), new Schema({ owner: String, balance: Number }))
    await Account.createCollection()
    const account = new Account({ owner: 'a', balance: 1 })
    await expect(
      connection().transaction(async (session) => {
        await account.save({ session })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(account.isNew).toBe(true)
    await connection().transaction((session) => account.save({ session }))
    expect(await Account.countDocuments()).toBe(1)
  })

  it('lose no update, however many run side by side', async () => {
    const Account = connection().model(nextName(), new Schema({ balance: Number }))
    const [a, b] = await Account.create([{ balance: 100 }, { balance: 100 }])
    const transfer = async (amount: number): Promise<void> => {
      await connection().transaction(async (session) => {
        const from = await Account.findById(a?._id).session(session).orFail()
        from.balance = (from.balance ?? 0) - amount
        await from.save({ session })
        await Account.updateOne({ _id: b?._id }, { $inc: { balance: amount } }, { session })
      })
    }
    await Promise.all(Array.from({ length: 12 }, (_, n) => transfer(n)))
    const balances = (await Account.find()).map(({ balance }) => balance)
    expect(balances).toEqual([34, 166])
  })
})

describe('indexes and collections', () => {
  it('are compared with the schema and brought in line', async () => {
    const schema = new Schema({ a: Number, b: String, at: Date })
    schema.index({ a: 1, b: -1 }, { name: 'both' })
    schema.index({ at: 1 }, { expireAfterSeconds: 3600 })
    schema.index({ b: 1 }, { collation: { locale: 'en', strength: 2 } })
    const Indexed = connection().model(nextName(), schema)
    await Indexed.createCollection()
    await Indexed.collection.createIndex({ old: 1 })
    expect((await Indexed.diffIndexes()).toDrop).toEqual(['old_1'])
    expect(await Indexed.syncIndexes()).toEqual(['old_1'])
    expect(await Indexed.diffIndexes()).toEqual({ toDrop: [], toCreate: [] })
    expect((await Indexed.listIndexes()).map(({ name }) => name)).toEqual(['_id_', 'both', 'at_1', 'b_1'])
    await Indexed.create({ b: 'ANN' })
    expect(await Indexed.countDocuments({ b: 'ann' }).collation({ locale: 'en', strength: 2 })).toBe(1)
  })

  it('are made with what the schema says, also as views', async () => {
    const base = nextName()
    const Base = connection().model(
      base,
      new Schema({ n: Number }, { collection: base, collation: { locale: 'en', strength: 1 } }),
    )
    await Base.createCollection()
    await Base.create([{ n: 1 }, { n: 2 }])
    const View = connection().model(
      nextName(),
      new Schema({ n: Number, twice: Number }, { autoCreate: false, autoIndex: false }),
    )
    await View.createCollection({ viewOn: base, pipeline: [{ $set: { twice: { $multiply: ['$n', 2] } } }] })
    expect((await View.find({ twice: { $gt: 2 } })).map(({ twice }) => twice)).toEqual([4])
    await expect(View.create({ n: 1 })).rejects.toMatchObject({ code: 166 })
    await expect(Base.createCollection({ capped: true, size: 1000 })).rejects.toMatchObject({ code: 72 })
  })
})
