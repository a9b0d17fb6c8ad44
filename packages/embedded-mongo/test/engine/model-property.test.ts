import { expect, test } from 'vitest'
import { decode, encode } from '../../src/values/codec.ts'
import type { Doc } from '../../src/values/codec.ts'
import { findAll, randomSource, temporaryEngine } from './folder.ts'

type Random = ReturnType<typeof randomSource>
type Engine = Awaited<ReturnType<typeof temporaryEngine>>['engine']
type Plain = { _id: number } & Record<string, unknown>

/**
 * A collection as an array of plain objects, with its rules written once more in the plainest way: whole numbers and texts, lists of
 * numbers, fields `a` (a number or missing), `l` (a list or missing), `u` (unique, or missing).
 */
class Model {
  docs: Plain[] = []

  private takes(doc: Plain): boolean {
    return this.docs.every(
      (other) =>
        other === doc || (other._id !== doc._id && (doc['u'] === undefined || other['u'] !== doc['u'])),
    )
  }

  insert(doc: Plain): boolean {
    if (!this.takes(doc)) return false
    this.docs.push(doc)
    return true
  }

  /** Changes documents one by one; stops at the first that would break uniqueness. */
  update(matches: (doc: Plain) => boolean, change: (doc: Plain) => Plain): boolean {
    for (const [index, doc] of this.docs.entries()) {
      if (!matches(doc)) continue
      const after = change(structuredClone(doc))
      const others = this.docs.filter((other) => other !== doc)
      if (after['u'] !== undefined && others.some((other) => other['u'] === after['u'])) return false
      this.docs[index] = after
    }
    return true
  }

  remove(matches: (doc: Plain) => boolean): void {
    this.docs = this.docs.filter((doc) => !matches(doc))
  }
}

type Filter = { query: Doc; matches: (doc: Plain) => boolean }

function randomFilter(random: Random): Filter {
  const bound = random.integer(8)
  const number = (value: unknown): value is number => typeof value === 'number'
  switch (random.integer(6)) {
    case 0:
      return { query: { a: bound }, matches: (doc) => doc['a'] === bound }
    case 1:
      return { query: { a: { $gt: bound } }, matches: (doc) => number(doc['a']) && doc['a'] > bound }
    case 2:
      return { query: { l: bound }, matches: (doc) => Array.isArray(doc['l']) && doc['l'].includes(bound) }
    case 3:
      return { query: { a: null }, matches: (doc) => doc['a'] === undefined }
    case 4:
      return {
        query: { $or: [{ a: { $lt: bound } }, { l: { $size: bound } }] },
        matches: (doc) =>
          (number(doc['a']) && doc['a'] < bound) || (Array.isArray(doc['l']) && doc['l'].length === bound),
      }
    default:
      return { query: { _id: bound }, matches: (doc) => doc._id === bound }
  }
}

/** `isForOne`: of several documents the first one wins, and which is first depends on the index. */
type Change = { u: Doc | Doc[]; change: (doc: Plain) => Plain; isForOne?: true }

function list(doc: Plain): number[] {
  return [...((doc['l'] as number[] | undefined) ?? [])]
}

function without(name: string): (doc: Plain) => Plain {
  return (doc) => Object.fromEntries(Object.entries(doc).filter(([each]) => each !== name)) as Plain
}

function randomChange(random: Random): Change {
  const value = random.integer(8)
  const set = (name: string, of: (doc: Plain) => unknown) => (doc: Plain) => ({ ...doc, [name]: of(doc) })
  const changes: Change[] = [
    { u: { $set: { a: value } }, change: set('a', () => value) },
    { u: { $inc: { a: value } }, change: set('a', (doc) => ((doc['a'] as number | undefined) ?? 0) + value) },
    {
      u: { $max: { a: value } },
      change: set('a', (doc) => Math.max((doc['a'] as number | undefined) ?? value, value)),
    },
    { u: { $push: { l: value } }, change: set('l', (doc) => [...list(doc), value]) },
    {
      u: { $push: { l: { $each: [value, 3], $sort: 1, $slice: -4 } } },
      change: set('l', (doc) => [...list(doc), value, 3].sort((a, b) => a - b).slice(-4)),
    },
    {
      u: { $addToSet: { l: value } },
      change: set('l', (doc) => (list(doc).includes(value) ? list(doc) : [...list(doc), value])),
    },
    {
      u: { $pull: { l: { $gte: value } } },
      change: (doc) =>
        doc['l'] === undefined ? doc : { ...doc, l: list(doc).filter((item) => item < value) },
    },
    {
      u: { $pop: { l: 1 } },
      change: (doc) => (doc['l'] === undefined ? doc : { ...doc, l: list(doc).slice(0, -1) }),
    },
    {
      u: { $unset: { a: '' } },
      change: without('a'),
    },
    { u: { $set: { u: value } }, change: set('u', () => value), isForOne: true },
    { u: { $unset: { u: '' } }, change: without('u') },
    {
      u: [{ $set: { a: { $add: [{ $ifNull: ['$a', 0] }, { $size: { $ifNull: ['$l', []] } }] } } }],
      change: set('a', (doc) => ((doc['a'] as number | undefined) ?? 0) + list(doc).length),
    },
  ]
  return random.pick(changes)
}

/** One write on both; the two must agree on whether it is accepted. */
async function writeBoth(engine: Engine, model: Model, random: Random): Promise<void> {
  const _id = random.integer(12)
  const { u, change, isForOne } = randomChange(random)
  const one: Filter = { query: { _id }, matches: (doc) => doc._id === _id }
  const { query, matches } = isForOne === true ? one : randomFilter(random)
  switch (random.integer(8)) {
    case 0:
      await engine.remove({}, 'test', 'docs', [{ q: query, limit: 0 }], true)
      return model.remove(matches)
    case 1:
    case 2:
    case 3: {
      const doc = {
        _id,
        l: [random.integer(8), random.integer(8)],
        ...(random.integer(2) === 0 ? { u: random.integer(20) } : {}),
      }
      const { writeErrors } = await engine.insert({}, 'test', 'docs', [typed(doc)], true)
      return expect(writeErrors.length === 0).toBe(model.insert(doc))
    }
    case 4: {
      const found = model.docs.some((doc) => doc._id === _id)
      const { writeErrors } = await engine.update(
        {},
        'test',
        'docs',
        [{ q: typed({ _id }), u: typedUpdate(u), upsert: true }],
        true,
      )
      const accepted = found ? model.update((doc) => doc._id === _id, change) : model.insert(change({ _id }))
      return expect(writeErrors.length === 0).toBe(accepted)
    }
    default: {
      const { writeErrors } = await engine.update(
        {},
        'test',
        'docs',
        [{ q: typed(query), u: typedUpdate(u), multi: true }],
        true,
      )
      return expect(writeErrors.length === 0).toBe(model.update(matches, change))
    }
  }
}

/** Plain values as the server holds them. */
function typed(doc: Doc): Doc {
  return decode(encode(doc))
}

function typedUpdate(u: Doc | Doc[]): Doc | Doc[] {
  return typed({ u })['u'] as Doc | Doc[]
}

function byId(docs: Doc[]): string[] {
  return docs
    .map((doc) =>
      JSON.stringify(Object.fromEntries(Object.entries(doc).sort(([a], [b]) => (a < b ? -1 : 1)))),
    )
    .sort()
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'any sequence of writes leaves what a plain model has (seed %i)',
  async (seed) => {
    const random = randomSource(seed)
    const { engine, dispose } = await temporaryEngine()
    const model = new Model()
    await engine.createIndexes('test', 'docs', [
      typed({ key: { u: 1 }, unique: true, sparse: true }),
      ...(seed % 2 === 0 ? [typed({ key: { a: 1 } }), typed({ key: { l: 1, a: -1 } })] : []),
    ])
    for (let step = 0; step < 400; step += 1) {
      await writeBoth(engine, model, random)
      const stored = await findAll(engine, 'docs', { filter: {} })
      expect(byId(stored.map((doc) => JSON.parse(JSON.stringify(doc)) as Doc))).toEqual(byId(model.docs))
      const { query, matches } = randomFilter(random)
      expect(await engine.count({}, 'test', 'docs', { filter: typed(query) })).toBe(
        model.docs.filter(matches).length,
      )
    }
    expect(engine.verify('test', 'docs')).toEqual([])
    await dispose()
  },
)
