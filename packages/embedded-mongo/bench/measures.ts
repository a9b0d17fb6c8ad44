import type { Collection, Document, MongoClient } from 'mongodb'
import { each, timed, milliseconds, together } from './table.ts'

interface Person extends Document {
  _id: number
}

const BATCH = 1000
const TEAMS = 500
const CLIENTS = 16

/** Documents of about 300 bytes with a unique key, a team and a number within the team. */
export async function fill(people: Collection, count: number, from = 0): Promise<void> {
  await people.createIndexes([
    { key: { email: 1 }, unique: true },
    { key: { team: 1, rank: -1 } },
    { key: { tags: 1 } },
  ])
  for (let start = from; start < from + count; start += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, from + count - start) }, (_, step) =>
      person(start + step),
    )
    await people.insertMany(documents as Document[] as never[])
  }
}

function person(n: number): Document {
  return {
    _id: n,
    email: `person${n}@school.org`,
    team: n % TEAMS,
    rank: Math.floor(n / TEAMS),
    tags: [`t${n % 7}`, `u${n % 11}`],
    count: 0,
    text: 'Some words about this person, as a profile would have them. '.repeat(2),
    at: new Date(1_700_000_000_000 + n * 1000),
  }
}

function people(client: MongoClient): Collection<Person> {
  return client.db('bench').collection<Person>('people')
}

/** Each with the number of documents there are; gives back its figure as text. */
export const MEASURES: Record<string, (client: MongoClient, documents: number) => Promise<string>> = {
  'ping (the floor)': (client) => each(1000, () => client.db('bench').command({ ping: 1 })),
  'find by `_id`': (client, documents) =>
    each(2000, (call) => people(client).findOne({ _id: (call * 7919) % documents })),
  'find by unique key': (client, documents) =>
    each(2000, (call) => people(client).findOne({ email: `person${(call * 7919) % documents}@school.org` })),
  [`find by \`_id\`, ${CLIENTS} at once`]: (client, documents) =>
    together(CLIENTS, 10_000, (call) => people(client).findOne({ _id: (call * 7919) % documents })),
  'page of 20 by compound index, sorted': (client) =>
    each(1000, (call) => {
      const page = people(client).find({ team: call % TEAMS, rank: { $lt: 150 } })
      return page.sort({ rank: -1 }).limit(20).toArray()
    }),
  'insertOne, synced': (client) =>
    each(500, () => client.db('bench').collection('single').insertOne({ a: 1 })),
  [`insertOne, synced, ${CLIENTS} at once`]: (client) =>
    together(CLIENTS, 5000, () => client.db('bench').collection('single').insertOne({ a: 1 })),
  'updateOne `$inc`, synced': (client) =>
    each(500, (call) => people(client).updateOne({ _id: call }, { $inc: { count: 1 } })),
  'transaction of three writes, synced': (client) => each(300, (call) => transaction(client, call)),
  '`$lookup` of 100 documents by an indexed field': (client) =>
    each(50, (call) =>
      people(client)
        .aggregate([
          { $match: { team: call % TEAMS } },
          { $limit: 100 },
          { $lookup: { from: 'people', localField: 'email', foreignField: 'email', as: 'same' } },
        ])
        .toArray(),
    ),
  '`$group` of all documents by team': (client) =>
    each(3, () =>
      people(client)
        .aggregate([{ $group: { _id: '$team', n: { $sum: 1 } } }])
        .toArray(),
    ),
  'change event after the write was sent': changeEvent,
  'longest wait of a ping while an index is built': longestWait,
}

function transaction(client: MongoClient, call: number): Promise<unknown> {
  return client.withSession((session) =>
    session.withTransaction(async () => {
      await people(client).updateOne({ _id: call }, { $inc: { count: -1 } }, { session })
      await people(client).updateOne({ _id: call + 1 }, { $inc: { count: 1 } }, { session })
      await client.db('bench').collection('moves').insertOne({ call }, { session })
    }),
  )
}

async function changeEvent(client: MongoClient): Promise<string> {
  const watched = client.db('bench').collection('watched')
  const stream = watched.watch()
  const first = stream.next()
  await watched.insertOne({ first: true })
  await first
  const figure = await each(300, async () => {
    const [event] = await Promise.all([stream.next(), watched.insertOne({ a: 1 })])
    return event
  })
  await stream.close()
  return figure
}

async function longestWait(client: MongoClient): Promise<string> {
  let isOver = false
  const build = people(client)
    .createIndex({ text: 1, at: -1 })
    .finally(() => (isOver = true))
  let longest = 0
  while (!isOver) longest = Math.max(longest, await timed(() => client.db('bench').command({ ping: 1 })))
  await build
  await people(client).dropIndex('text_1_at_-1')
  return milliseconds(longest)
}
