import { Decimal128, Double, Int32, Long, Timestamp } from 'bson'
import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { compileFilter } from '../query/matcher.ts'
import { describeUpdate } from './describe.ts'
import { compileUpdate, upsertBase } from './update.ts'

const now = new Date('2026-01-02T03:04:05.006Z')
const i = (value: number): Int32 => new Int32(value)

function apply(
  before: Doc,
  update: Doc | Doc[],
  more: { arrayFilters?: Doc[]; filter?: Doc; inserting?: boolean } = {},
): { doc: Doc; modified: boolean } {
  const predicate = more.filter === undefined ? undefined : compileFilter(more.filter, { now })
  const updater = compileUpdate(update, { now, arrayFilters: more.arrayFilters, predicate })
  return updater.apply(before, { inserting: more.inserting ?? false, now })
}

/** before, update, after (undefined: unchanged and not modified), arrayFilters, filter */
const CASES: [string, Doc, Doc, Doc | undefined, Doc[]?, Doc?][] = [
  ['$set', { a: 1 }, { $set: { a: 2, b: 3 } }, { a: 2, b: 3 }],
  ['$set same', { a: 1 }, { $set: { a: 1 } }, undefined],
  ['$set other type', { a: i(1) }, { $set: { a: new Double(1) } }, { a: new Double(1) }],
  ['$set nested', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['$set into array', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  ['$set past the end', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  ['$set numeric on missing makes an object', {}, { $set: { 'a.0': 9 } }, { a: { 0: 9 } }],
  ['$set in element', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2, 'a.0.c': 3 } }, { a: [{ b: 2, c: 3 }] }],
  ['$set order of new fields is by name', { _id: 1 }, { $set: { b: 1, a: 2 } }, { _id: 1, a: 2, b: 1 }],
  ['$set same _id', { _id: 1 }, { $set: { _id: 1, a: 1 } }, { _id: 1, a: 1 }],
  ['$set null', { a: 1 }, { $set: { a: null } }, { a: null }],
  ['$set empty', { a: 1 }, { $set: {} }, undefined],
  ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  ['$unset missing', { a: 1 }, { $unset: { b: '', 'a.x.y': '' } }, undefined],
  ['$unset element', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['$unset nested', { a: { b: 1 } }, { $unset: { 'a.b': '' } }, { a: {} }],
  ['$inc', { a: i(1) }, { $inc: { a: i(2) } }, { a: i(3) }],
  ['$inc missing', {}, { $inc: { 'a.b': i(2) } }, { a: { b: i(2) } }],
  ['$inc int by double', { a: i(1) }, { $inc: { a: new Double(0.5) } }, { a: new Double(1.5) }],
  ['$inc int overflow', { a: i(2147483647) }, { $inc: { a: i(1) } }, { a: Long.fromNumber(2147483648) }],
  [
    '$inc int by long stays long',
    { a: i(1) },
    { $inc: { a: Long.fromNumber(1) } },
    { a: Long.fromNumber(2) },
  ],
  [
    '$inc decimal',
    { a: Decimal128.fromString('1.10') },
    { $inc: { a: i(1) } },
    { a: Decimal128.fromString('2.10') },
  ],
  ['$inc zero', { a: i(1) }, { $inc: { a: i(0) } }, undefined],
  ['$mul', { a: i(3) }, { $mul: { a: i(2) } }, { a: i(6) }],
  ['$mul missing', {}, { $mul: { a: Long.fromNumber(2) } }, { a: Long.fromNumber(0) }],
  ['$mul overflow', { a: i(65536) }, { $mul: { a: i(65536) } }, { a: Long.fromNumber(4294967296) }],
  ['$min', { a: 5 }, { $min: { a: 3 } }, { a: 3 }],
  ['$min keeps', { a: 2 }, { $min: { a: 3 } }, undefined],
  ['$min missing', {}, { $min: { a: 3 } }, { a: 3 }],
  ['$max across types', { a: 5 }, { $max: { a: 'x' } }, { a: 'x' }],
  ['$max equal of other type', { a: i(5) }, { $max: { a: new Double(5) } }, undefined],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
  ['$rename over existing', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
  ['$rename nested', { a: { b: 1 } }, { $rename: { 'a.b': 'c.d' } }, { a: {}, c: { d: 1 } }],
  ['$rename missing', { b: 2 }, { $rename: { a: 'b' } }, undefined],
  ['$setOnInsert on update', { a: 1 }, { $setOnInsert: { b: 1 } }, undefined],
  [
    '$currentDate',
    {},
    { $currentDate: { a: true, b: { $type: 'date' }, c: { $type: 'timestamp' } } },
    { a: now, b: now, c: new Timestamp({ t: 1767323045, i: 1 }) },
  ],
  ['$bit', { a: i(5) }, { $bit: { a: { and: i(4), or: i(2) } } }, { a: i(6) }],
  ['$bit xor long', { a: i(5) }, { $bit: { a: { xor: Long.fromNumber(1) } } }, { a: Long.fromNumber(4) }],
  ['$bit missing', {}, { $bit: { a: { or: i(3) } } }, { a: i(3) }],
  ['$push', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  ['$push missing', {}, { $push: { 'a.b': 2 } }, { a: { b: [2] } }],
  ['$push array value', { a: [] }, { $push: { a: [1] } }, { a: [[1]] }],
  ['$push each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  ['$push position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 0 } } }, { a: [9, 1, 2] }],
  [
    '$push negative position',
    { a: [1, 2, 3] },
    { $push: { a: { $each: [9], $position: -1 } } },
    { a: [1, 2, 9, 3] },
  ],
  ['$push sort', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
  [
    '$push sort by field',
    { a: [{ x: 3 }] },
    { $push: { a: { $each: [{ x: 1 }], $sort: { x: 1 } } } },
    { a: [{ x: 1 }, { x: 3 }] },
  ],
  ['$push slice', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$push slice on missing', {}, { $push: { a: { $each: [1, 2, 3], $slice: 2 } } }, { a: [1, 2] }],
  ['$push slice 0', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
  [
    '$push sort then slice',
    { a: [5, 1] },
    { $push: { a: { $each: [3], $sort: -1, $slice: 2 } } },
    { a: [5, 3] },
  ],
  ['$push each empty', { a: [1] }, { $push: { a: { $each: [] } } }, undefined],
  ['$addToSet', { a: [1] }, { $addToSet: { a: 2 } }, { a: [1, 2] }],
  ['$addToSet there', { a: [i(1)] }, { $addToSet: { a: new Double(1) } }, undefined],
  ['$addToSet keeps old duplicates', { a: [1, 1] }, { $addToSet: { a: 2 } }, { a: [1, 1, 2] }],
  ['$addToSet each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  [
    '$addToSet object',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ['$addToSet missing', {}, { $addToSet: { a: 1 } }, { a: [1] }],
  ['$pop last', { a: [1, 2] }, { $pop: { a: 1 } }, { a: [1] }],
  ['$pop first', { a: [1, 2] }, { $pop: { a: -1 } }, { a: [2] }],
  ['$pop empty', { a: [] }, { $pop: { a: 1 } }, undefined],
  ['$pop missing', {}, { $pop: { a: 1 } }, undefined],
  ['$pull value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull document', { a: [{ x: 1, y: 2 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  [
    '$pull $or',
    { a: [{ x: 1 }, { x: 2 }, { x: 3 }] },
    { $pull: { a: { $or: [{ x: 1 }, { x: 2 }] } } },
    { a: [{ x: 3 }] },
  ],
  ['$pull $in', { a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }],
  ['$pull array literal', { a: [[1], 1] }, { $pull: { a: [1] } }, { a: [1] }],
  ['$pull regex', { a: ['ab', 'b'] }, { $pull: { a: /^a/ } }, { a: ['b'] }],
  [
    '$pull elemMatch',
    { a: [{ r: [{ q: 1 }] }, { r: [] }] },
    { $pull: { a: { r: { $elemMatch: { q: 1 } } } } },
    { a: [{ r: [] }] },
  ],
  ['$pull missing', {}, { $pull: { a: 1 } }, undefined],
  ['$pull null', { a: [null, 1] }, { $pull: { a: null } }, { a: [1] }],
  ['$pullAll', { a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  [
    '$pullAll exact documents',
    { a: [{ x: 1, y: 1 }, { x: 1 }] },
    { $pullAll: { a: [{ x: 1 }] } },
    { a: [{ x: 1, y: 1 }] },
  ],
  ['positional $', { a: [1, 2] }, { $set: { 'a.$': 9 } }, { a: [1, 9] }, undefined, { a: 2 }],
  [
    'positional $ in documents',
    { a: [{ b: 1 }, { b: 2 }] },
    { $set: { 'a.$.c': 9 }, $inc: { 'a.$.b': i(1) } },
    { a: [{ b: 1 }, { b: i(3), c: 9 }] },
    undefined,
    { 'a.b': 2 },
  ],
  [
    'positional $ with elemMatch',
    { a: [{ b: 1 }, { b: 2 }] },
    { $set: { 'a.$.b': 9 } },
    { a: [{ b: 1 }, { b: 9 }] },
    undefined,
    { a: { $elemMatch: { b: 2 } } },
  ],
  ['positional $ unset', { a: [1, 2] }, { $unset: { 'a.$': '' } }, { a: [1, null] }, undefined, { a: 2 }],
  ['$[]', { a: [i(1), i(2)] }, { $inc: { 'a.$[]': i(1) } }, { a: [i(2), i(3)] }],
  ['$[] in documents', { a: [{ b: 1 }, {}] }, { $set: { 'a.$[].b': 0 } }, { a: [{ b: 0 }, { b: 0 }] }],
  [
    '$[] nested',
    { a: [{ b: [i(1), i(2)] }, { b: [i(3)] }] },
    { $mul: { 'a.$[].b.$[]': i(2) } },
    { a: [{ b: [i(2), i(4)] }, { b: [i(6)] }] },
  ],
  ['$[] on empty', { a: [] }, { $set: { 'a.$[]': 1 } }, undefined],
  ['$[e]', { a: [1, 5, 9] }, { $set: { 'a.$[e]': 0 } }, { a: [1, 0, 0] }, [{ e: { $gte: 5 } }]],
  [
    '$[e] by field',
    { a: [{ b: 1 }, { b: 2 }] },
    { $set: { 'a.$[e].c': 7, 'a.$[e].d': 8 } },
    { a: [{ b: 1 }, { b: 2, c: 7, d: 8 }] },
    [{ 'e.b': 2 }],
  ],
  [
    'two filters',
    { a: [{ b: [1, 2] }, { b: [2] }] },
    { $set: { 'a.$[x].b.$[y]': 0 } },
    { a: [{ b: [1, 0] }, { b: [2] }] },
    [{ 'x.b': 1 }, { y: 2 }],
  ],
  [
    '$[e] $or filter',
    { a: [{ b: 1 }, { b: 2 }, { b: 3 }] },
    { $set: { 'a.$[e].b': 0 } },
    { a: [{ b: 0 }, { b: 2 }, { b: 0 }] },
    [{ $or: [{ 'e.b': 1 }, { 'e.b': 3 }] }],
  ],
  [
    '$[e] push',
    { a: [{ k: 1, l: [] }] },
    { $push: { 'a.$[e].l': 5 } },
    { a: [{ k: 1, l: [5] }] },
    [{ 'e.k': 1 }],
  ],
  [
    '$pull inside $[]',
    { a: [{ l: [1, 2] }, { l: [2] }] },
    { $pull: { 'a.$[].l': 2 } },
    { a: [{ l: [1] }, { l: [] }] },
  ],
  ['replacement', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
  ['replacement with same _id', { _id: 1, a: 1 }, { b: 2, _id: 1 }, { _id: 1, b: 2 }],
  ['replacement same', { _id: 1, a: 1 }, { a: 1 }, undefined],
  [
    'several operators',
    { a: 1, b: 2, c: [1] },
    { $set: { a: 2 }, $unset: { b: 1 }, $push: { c: 2 } },
    { a: 2, c: [1, 2] },
  ],
]

describe('updates', () => {
  it.each(CASES)('%s', (_name, before, update, after, arrayFilters, filter) => {
    const copy = structuredCloneOf(before)
    const result = apply(before, update, { ...(arrayFilters && { arrayFilters }), ...(filter && { filter }) })
    expect(result.doc).toEqual(after ?? before)
    expect(Object.keys(result.doc)).toEqual(Object.keys(after ?? before))
    expect(result.modified).toBe(after !== undefined)
    expect(before).toEqual(copy)
  })

  it.each<[Doc, Doc, number, string, Doc[]?]>([
    [{}, { $foo: { a: 1 } }, 9, 'Unknown modifier: $foo'],
    [{}, { $set: { a: 1 }, b: 1 }, 9, 'Unknown modifier: b'],
    [{}, { a: 1, $set: { a: 1 } }, 52, "The dollar ($) prefixed field '$set'"],
    [{}, { $set: 5 }, 9, 'Modifiers operate on fields but we found type int instead'],
    [{}, { $set: { a: 1 }, $inc: { a: 1 } }, 40, "Updating the path 'a' would create a conflict at 'a'"],
    [{}, { $set: { a: 1, 'a.b': 1 } }, 40, "Updating the path 'a.b' would create a conflict at 'a'"],
    [{}, { $set: { 'a.b': 1, a: 1 } }, 40, "Updating the path 'a' would create a conflict at 'a'"],
    [{ a: [1] }, { $set: { 'a.$[]': 1, 'a.0': 2 } }, 40, 'conflict'],
    [{ a: 5 }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: 5}"],
    [{ a: [1] }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: [ 1 ]}"],
    [{ a: null }, { $set: { 'a.b.c': 1 } }, 28, "Cannot create field 'b' in element {a: null}"],
    [
      { _id: 1 },
      { $set: { _id: 2 } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [{ _id: 1 }, { $unset: { _id: 1 } }, 66, 'immutable field'],
    [{ _id: 1 }, { _id: 2 }, 66, "the (immutable) field '_id' was found to have been altered"],
    [
      { _id: 1, a: 'x' },
      { $inc: { a: 1 } },
      14,
      "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'a' of non-numeric type string",
    ],
    [{ a: null }, { $inc: { a: 1 } }, 14, 'of non-numeric type null'],
    [{}, { $inc: { a: 'x' } }, 14, 'Cannot increment with non-numeric argument: {a: "x"}'],
    [{ a: Long.MAX_VALUE }, { $inc: { a: i(1) } }, 2, 'Failed to apply $inc operations to current value'],
    [{}, { $mul: { a: 'x' } }, 14, 'Cannot multiply with non-numeric argument'],
    [
      { _id: 1, a: 5 },
      { $push: { a: 1 } },
      2,
      "The field 'a' must be an array but is of type int in document {_id: 1}",
    ],
    [{}, { $push: { a: { $each: 1 } } }, 2, '$each'],
    [{}, { $push: { a: { $each: [], $foo: 1 } } }, 2, 'Unrecognized clause in $push: $foo'],
    [{}, { $push: { a: { $each: [], $sort: 2 } } }, 2, 'The $sort is invalid'],
    [{ a: 5 }, { $addToSet: { a: 1 } }, 2, "Field named 'a' has non-array type int"],
    [{ a: 5 }, { $pop: { a: 1 } }, 14, "contains an element of non-array type 'int'"],
    [{}, { $pop: { a: 2 } }, 9, '$pop expects 1 or -1, found: 2'],
    [{ a: 5 }, { $pull: { a: 1 } }, 2, 'Cannot apply $pull to a non-array value'],
    [{}, { $pullAll: { a: 1 } }, 2, '$pullAll requires an array argument'],
    [{ a: 1.5 }, { $bit: { a: { or: i(1) } } }, 2, 'Cannot apply $bit'],
    [{}, { $bit: { a: { nand: i(1) } } }, 2, "not 'nand'"],
    [{}, { $rename: { a: 1 } }, 2, "The 'to' field for $rename must be a string"],
    [{ a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2, 'The source field cannot be an array element'],
    [{ a: 1 }, { $rename: { a: 'a' } }, 2, 'must differ'],
    [
      { a: [1] },
      { $set: { 'a.$': 1 } },
      2,
      'The positional operator did not find the match needed from the query.',
    ],
    [
      {},
      { $set: { 'a.$[]': 1 } },
      2,
      "The path 'a' must exist in the document in order to apply array updates.",
    ],
    [{ a: 1 }, { $set: { 'a.$[]': 1 } }, 2, 'Cannot apply array updates to non-array element a: 1'],
    [{ a: [] }, { $set: { 'a.$[x]': 1 } }, 2, "No array filter found for identifier 'x' in path 'a.$[x]'"],
    [
      { a: [] },
      { $set: { a: 1 } },
      9,
      "The array filter for identifier 'x' was not used in the update",
      [{ x: 1 }],
    ],
    [{ a: [] }, { $set: { 'a.$[x]': 1 } }, 9, 'Found multiple array filters', [{ x: 1 }, { 'x.b': 1 }]],
    [{ a: [] }, { $set: { 'a.$[x]': 1 } }, 9, 'Expected a single top-level field name', [{ x: 1, y: 2 }]],
    [{ a: [] }, { $set: { 'a.$[X]': 1 } }, 2, 'beginning with a lowercase letter', [{ X: 1 }]],
    [{}, { $set: { 'a..b': 1 } }, 56, 'contains an empty field name'],
    [{}, { $set: { '': 1 } }, 56, 'empty'],
    [{}, { $set: { $a: 1 } }, 52, 'The dollar ($) prefixed field'],
    [{}, { $currentDate: { a: 'x' } }, 2, 'is not valid type for $currentDate'],
  ])('%j with %j is refused', (before, update, code, message, arrayFilters) => {
    expect(() => apply(before, update, { ...(arrayFilters && { arrayFilters }) })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    )
  })
})

function structuredCloneOf(doc: Doc): Doc {
  return Object.fromEntries(
    Object.entries(doc).map(([name, value]) => [
      name,
      Array.isArray(value) ? [...(value as unknown[])] : value,
    ]),
  )
}

describe('upserts', () => {
  it.each<[Doc, Doc]>([
    [
      { a: 1, 'b.c': 2 },
      { a: 1, b: { c: 2 } },
    ],
    [{ a: { $eq: 1 }, b: { $gt: 2 } }, { a: 1 }],
    [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
    [{ $or: [{ a: 1 }] }, { a: 1 }],
    [{ $or: [{ a: 1 }, { b: 1 }] }, {}],
    [
      { a: { $in: [1] }, b: { $in: [1, 2] }, c: { $all: [3] } },
      { a: 1, c: 3 },
    ],
    [{ a: /x/, b: { $ne: 1 } }, {}],
    [{ a: { b: 1 } }, { a: { b: 1 } }],
    [{ 'a.b': 1, 'a.c': 2 }, { a: { b: 1, c: 2 } }],
  ])('%j gives %j', (filter, base) => {
    expect(upsertBase(filter)).toEqual(base)
  })

  it('refuses a path matched twice', () => {
    expect(() => upsertBase({ a: 1, 'a.b': 2 })).toThrow(expect.objectContaining({ code: 54 }))
    expect(() => upsertBase({ $and: [{ a: 1 }, { a: 2 }] })).toThrow(/matched twice/)
  })

  it('applies $setOnInsert, puts _id first and keeps the base of the filter', () => {
    const result = apply({ b: 1, _id: 7 }, { $setOnInsert: { c: 1 }, $set: { a: 2 } }, { inserting: true })
    expect(result.doc).toEqual({ _id: 7, b: 1, a: 2, c: 1 })
    expect(Object.keys(result.doc)[0]).toBe('_id')
    expect(apply({}, { $set: { _id: 5 } }, { inserting: true }).doc).toEqual({ _id: 5 })
    expect(apply({ _id: 5, x: 1 }, { a: 1 }, { inserting: true }).doc).toEqual({ _id: 5, a: 1 })
    expect(() => apply({ _id: 5 }, { $set: { _id: 6 } }, { inserting: true })).toThrow(
      expect.objectContaining({ code: 66 }),
    )
  })
})

describe('describeUpdate', () => {
  it.each<[Doc, Doc, Doc]>([
    [{ a: 1 }, { a: 2 }, { updatedFields: { a: 2 } }],
    [{ a: 1, b: 1 }, { b: 1 }, { removedFields: ['a'] }],
    [{ a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, { updatedFields: { 'a.b': 3 } }],
    [{ a: { b: 1, c: 2 } }, { a: { c: 2 } }, { removedFields: ['a.b'] }],
    [{ a: [1, 2] }, { a: [1, 2, 3] }, { updatedFields: { 'a.2': 3 } }],
    [
      { a: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 2] },
      { a: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'] },
      { truncatedArrays: [{ field: 'a', newSize: 1 }] },
    ],
    [
      { a: [{ x: 1, y: 'long enough to matter' }] },
      { a: [{ x: 2, y: 'long enough to matter' }] },
      { updatedFields: { 'a.0.x': 2 } },
    ],
    [{ a: [1, 2, 3] }, { a: [3] }, { updatedFields: { a: [3] } }],
    [{ a: i(1) }, { a: new Double(1) }, { updatedFields: { a: new Double(1) } }],
    [{ a: [1] }, { a: [] }, { truncatedArrays: [{ field: 'a', newSize: 0 }] }],
  ])('%j → %j', (before, after, expected) => {
    expect(describeUpdate(before, after)).toEqual({
      updatedFields: {},
      removedFields: [],
      truncatedArrays: [],
      ...expected,
    })
  })
})
