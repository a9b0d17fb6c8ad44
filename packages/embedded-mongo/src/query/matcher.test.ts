import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId } from 'bson'
import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { compileFilter } from './matcher.ts'

const options = { now: new Date(0) }
const id = new ObjectId()

/** filter, documents that match, documents that do not */
const CASES: [string, Doc, Doc[], Doc[]][] = [
  [
    'equality',
    { a: 1 },
    [
      { a: 1 },
      { a: new Double(1) },
      { a: Long.fromNumber(1) },
      { a: Decimal128.fromString('1.0') },
      { a: [2, 1] },
    ],
    [{}, { a: 2 }, { a: '1' }, { a: [[1]] }, { a: true }],
  ],
  ['string', { a: 'x' }, [{ a: 'x' }, { a: ['y', 'x'] }], [{ a: 'X' }, { a: null }]],
  [
    'null matches missing',
    { a: null },
    [{}, { a: null }, { a: [1, null] }],
    [{ a: 1 }, { a: [] }, { a: [1] }],
  ],
  [
    'dotted null',
    { 'a.b': null },
    [{}, { a: 5 }, { a: { b: null } }, { a: [{ b: 1 }, {}] }],
    [{ a: [] }, { a: [1, 2] }, { a: { b: 1 } }],
  ],
  [
    'array literal',
    { a: [1, 2] },
    [{ a: [1, 2] }, { a: [[1, 2], 3] }],
    [{ a: [2, 1] }, { a: [1, 2, 3] }, { a: 1 }],
  ],
  [
    'object literal is order sensitive',
    { a: { b: 1, c: 2 } },
    [{ a: { b: 1, c: 2 } }, { a: [{ b: 1, c: 2 }] }],
    [{ a: { c: 2, b: 1 } }, { a: { b: 1, c: 2, d: 3 } }],
  ],
  ['objectId', { a: id }, [{ a: new ObjectId(id.toHexString()) }], [{ a: id.toHexString() }]],
  [
    'binary',
    { a: new Binary(Buffer.from('x')) },
    [{ a: new Binary(Buffer.from('x')) }],
    [{ a: new Binary(Buffer.from('x'), 4) }],
  ],
  [
    'regex literal',
    { a: new BSONRegExp('^X', 'i') },
    [{ a: 'xy' }, { a: ['b', 'Xy'] }, { a: new BSONRegExp('^X', 'i') }],
    [{ a: 'yx' }, { a: 5 }, {}],
  ],
  ['js regex', { a: /b$/ }, [{ a: 'ab' }], [{ a: 'ba' }]],
  ['$eq', { a: { $eq: 1 } }, [{ a: 1 }], [{ a: 2 }]],
  ['$eq regex is exact', { a: { $eq: new BSONRegExp('x') } }, [{ a: new BSONRegExp('x') }], [{ a: 'x' }]],
  ['$ne', { a: { $ne: 1 } }, [{}, { a: 2 }, { a: [2] }], [{ a: 1 }, { a: [2, 1] }]],
  ['$ne null', { a: { $ne: null } }, [{ a: 1 }, { a: [] }], [{}, { a: null }]],
  [
    '$gt',
    { a: { $gt: 1 } },
    [{ a: 2 }, { a: [0, 5] }, { a: new Double(1.5) }],
    [{ a: 1 }, { a: 'z' }, {}, { a: null }, { a: new Date() }],
  ],
  ['$gt string', { a: { $gt: 'b' } }, [{ a: 'c' }], [{ a: 'b' }, { a: 5 }]],
  ['$gte null', { a: { $gte: null } }, [{}, { a: null }], [{ a: 1 }]],
  ['$gt null', { a: { $gt: null } }, [], [{}, { a: null }, { a: 1 }]],
  ['$lt date', { a: { $lt: new Date(10) } }, [{ a: new Date(9) }], [{ a: new Date(10) }, { a: 5 }]],
  ['range over array elements', { a: { $gt: 3, $lt: 5 } }, [{ a: 4 }, { a: [1, 9] }], [{ a: [5, 6] }]],
  ['$lte array', { a: { $lte: [2] } }, [{ a: [1, 5] }, { a: [2] }], [{ a: [3] }, { a: 1 }]],
  ['NaN', { a: new Double(NaN) }, [{ a: new Double(NaN) }], [{ a: 1 }]],
  ['$lt NaN', { a: { $lt: 5 } }, [{ a: 4 }], [{ a: new Double(NaN) }]],
  ['$gte NaN', { a: { $gte: new Double(NaN) } }, [{ a: new Double(NaN) }], [{ a: 1 }]],
  ['$gt MinKey', { a: { $gt: new MinKey() } }, [{ a: 1 }, { a: 'x' }], [{ a: new MinKey() }]],
  ['$lt MaxKey', { a: { $lt: new MaxKey() } }, [{ a: 1 }, { a: {} }], [{ a: new MaxKey() }]],
  ['$in', { a: { $in: [1, 'x', null] } }, [{ a: 1 }, { a: 'x' }, {}, { a: [5, 1] }], [{ a: 2 }, { a: 'y' }]],
  ['$in regex', { a: { $in: [/^x/, 5] } }, [{ a: 'xy' }, { a: 5 }], [{ a: 'yx' }]],
  ['$in empty', { a: { $in: [] } }, [], [{}, { a: 1 }]],
  ['$in array literal', { a: { $in: [[1, 2]] } }, [{ a: [1, 2] }], [{ a: 1 }]],
  [
    '$in across number types',
    { a: { $in: [1, 2] } },
    [{ a: new Double(2) }, { a: Decimal128.fromString('1') }],
    [{ a: '2' }],
  ],
  ['$nin', { a: { $nin: [1, null] } }, [{ a: 2 }], [{}, { a: 1 }, { a: [2, 1] }]],
  ['$and', { $and: [{ a: 1 }, { b: 2 }] }, [{ a: 1, b: 2 }], [{ a: 1 }]],
  ['$or', { $or: [{ a: 1 }, { b: 2 }] }, [{ a: 1 }, { b: 2 }], [{ a: 2 }]],
  ['$nor', { $nor: [{ a: 1 }, { b: 2 }] }, [{}, { a: 2 }], [{ a: 1 }, { b: 2 }]],
  ['$not', { a: { $not: { $gt: 1 } } }, [{}, { a: 1 }, { a: 'x' }], [{ a: 2 }, { a: [0, 2] }]],
  ['$not regex', { a: { $not: /x/ } }, [{}, { a: 'y' }, { a: 5 }], [{ a: 'x' }]],
  ['$exists true', { a: { $exists: true } }, [{ a: null }, { a: [] }, { a: 0 }], [{}]],
  [
    '$exists false',
    { 'a.b': { $exists: false } },
    [{}, { a: 5 }, { a: [] }, { a: [1] }],
    [{ a: { b: null } }, { a: [{}, { b: 1 }] }],
  ],
  ['$exists 0', { a: { $exists: new Int32(0) } }, [{}], [{ a: 1 }]],
  ['$type string', { a: { $type: 'string' } }, [{ a: 'x' }, { a: [1, 'x'] }], [{ a: 1 }, {}]],
  ['$type array', { a: { $type: 'array' } }, [{ a: [] }, { a: [1] }], [{ a: 1 }]],
  [
    '$type number',
    { a: { $type: 'number' } },
    [{ a: 1 }, { a: Long.ONE }, { a: Decimal128.fromString('1') }],
    [{ a: '1' }],
  ],
  ['$type list', { a: { $type: ['bool', new Int32(9)] } }, [{ a: true }, { a: new Date() }], [{ a: 1 }]],
  ['$type int not double', { a: { $type: 16 } }, [{ a: new Int32(1) }], [{ a: new Double(1) }]],
  ['$type null is not missing', { a: { $type: 'null' } }, [{ a: null }], [{}]],
  ['$all', { a: { $all: [1, 2] } }, [{ a: [2, 3, 1] }], [{ a: [1] }, { a: 1 }]],
  ['$all of one matches a scalar', { a: { $all: [1] } }, [{ a: 1 }, { a: [1] }], [{ a: 2 }]],
  ['$all empty', { a: { $all: [] } }, [], [{}, { a: [] }]],
  ['$all nested array', { a: { $all: [[1, 2]] } }, [{ a: [1, 2] }, { a: [[1, 2]] }], [{ a: [2, 1] }]],
  [
    '$all elemMatch',
    { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } },
    [{ a: [{ b: 1 }, { b: 2 }] }],
    [{ a: [{ b: 1 }] }],
  ],
  [
    '$elemMatch object',
    { a: { $elemMatch: { b: 1, c: 2 } } },
    [{ a: [{ b: 1, c: 2 }] }],
    [{ a: [{ b: 1 }, { c: 2 }] }, { a: { b: 1, c: 2 } }],
  ],
  [
    '$elemMatch values',
    { a: { $elemMatch: { $gt: 3, $lt: 5 } } },
    [{ a: [1, 4] }],
    [{ a: [1, 9] }, { a: 4 }],
  ],
  [
    '$elemMatch $or',
    { a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } },
    [{ a: [{ b: 2 }] }],
    [{ a: [{ b: 3 }] }],
  ],
  ['$elemMatch nested', { a: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, [{ a: [[0, 2]] }], [{ a: [2] }]],
  ['$elemMatch $ne', { a: { $elemMatch: { $ne: 1 } } }, [{ a: [1, 2] }], [{ a: [1, 1] }, {}, { a: [] }]],
  [
    '$elemMatch null field',
    { a: { $elemMatch: { b: null } } },
    [{ a: [{ c: 1 }] }],
    [{ a: [1] }, { a: [{ b: 1 }] }],
  ],
  [
    'dotted $elemMatch',
    { 'a.b': { $elemMatch: { c: 1 } } },
    [{ a: { b: [{ c: 1 }] } }, { a: [{ b: [{ c: 1 }] }] }],
    [{ a: { b: { c: 1 } } }],
  ],
  ['$size', { a: { $size: 2 } }, [{ a: [1, 2] }], [{ a: [1] }, { a: [[1, 2]] }, {}]],
  ['$regex', { a: { $regex: '^a.c$', $options: 's' } }, [{ a: 'a\nc' }], [{ a: 'abcd' }]],
  ['$regex x', { a: { $regex: 'a b # comment', $options: 'x' } }, [{ a: 'ab' }], [{ a: 'a b' }]],
  ['$regex inline flag', { a: { $regex: '(?i)abc' } }, [{ a: 'ABC' }], [{ a: 'x' }]],
  [
    '$mod',
    { a: { $mod: [4, 1] } },
    [{ a: 5 }, { a: new Double(5.7) }, { a: [2, 9] }],
    [{ a: 4 }, { a: 'x' }],
  ],
  ['$mod negative', { a: { $mod: [4, -1] } }, [{ a: -5 }], [{ a: 3 }]],
  ['$bitsAllSet', { a: { $bitsAllSet: 5 } }, [{ a: 7 }, { a: 5 }], [{ a: 4 }, { a: new Double(5.5) }]],
  ['$bitsAnySet positions', { a: { $bitsAnySet: [0, 3] } }, [{ a: 8 }, { a: 1 }], [{ a: 2 }]],
  ['$bitsAllClear', { a: { $bitsAllClear: [0, 1] } }, [{ a: 4 }], [{ a: 5 }]],
  [
    '$bitsAnyClear binary',
    { a: { $bitsAnyClear: new Binary(Buffer.from([1])) } },
    [{ a: new Binary(Buffer.from([2])) }],
    [{ a: new Binary(Buffer.from([1])) }],
  ],
  ['$expr', { $expr: { $gt: ['$a', '$b'] } }, [{ a: 2, b: 1 }], [{ a: 1, b: 2 }]],
  ['$comment', { $comment: 'x', a: 1 }, [{ a: 1 }], [{ a: 2 }]],
  [
    'dotted through arrays',
    { 'a.b': 1 },
    [{ a: [{ b: 1 }] }, { a: [{ b: [0, 1] }] }, { a: { b: 1 } }],
    [{ a: [[{ b: 1 }]] }],
  ],
  ['array position', { 'a.1': 2 }, [{ a: [1, 2] }, { a: { 1: 2 } }], [{ a: [2, 1] }]],
  ['array position of objects', { 'a.0.b': 1 }, [{ a: [{ b: 1 }, {}] }], [{ a: [{}, { b: 1 }] }]],
  ['empty filter', {}, [{}, { a: 1 }], []],
  ['reference is a value', { a: { $ref: 'c', $id: 1 } }, [{ a: { $ref: 'c', $id: 1 } }], [{ a: 1 }]],
  ['prototype names are no fields', { constructor: { $exists: true } }, [], [{}]],
]

describe('filters', () => {
  it.each(CASES)('%s', (_name, filter, matching, others) => {
    const predicate = compileFilter(filter, options)
    for (const doc of matching) expect([doc, predicate(doc)]).toEqual([doc, true])
    for (const doc of others) expect([doc, predicate(doc)]).toEqual([doc, false])
  })

  it.each<[Doc, number, string]>([
    [{ a: { $foo: 1 } }, 2, 'unknown operator: $foo'],
    [{ $foo: 1 }, 2, 'unknown top level operator: $foo'],
    [{ a: { $in: 1 } }, 2, '$in needs an array'],
    [{ a: { $in: [{ $gt: 1 }] } }, 2, 'cannot nest $ under $in'],
    [{ $or: [] }, 2, 'nonempty array'],
    [{ $or: {} }, 2, '$or must be an array'],
    [{ $and: [1] }, 2, 'full objects'],
    [{ a: { $not: 1 } }, 2, '$not needs a regex or a document'],
    [{ a: { $not: {} } }, 2, '$not cannot be empty'],
    [{ a: { $size: -1 } }, 2, 'non-negative'],
    [{ a: { $mod: [0, 1] } }, 2, 'divisor cannot be 0'],
    [{ a: { $mod: [1] } }, 2, 'not enough elements'],
    [{ a: { $type: 'foo' } }, 2, 'Unknown type name alias: foo'],
    [{ a: { $regex: '(' } }, 51091, 'Regular expression is invalid'],
    [{ a: { $options: 'i' } }, 2, '$options needs a $regex'],
    [{ a: { $all: 1 } }, 2, '$all needs an array'],
    [{ a: { $elemMatch: 1 } }, 2, '$elemMatch needs an Object'],
    [{ a: undefined }, 2, 'cannot compare to undefined'],
    [{ a: { $gt: /x/ } }, 2, "Can't have RegEx"],
    [{ $expr: { $foo: 1 } }, 168, "Unrecognized expression '$foo'"],
  ])('%j is refused', (filter, code, message) => {
    expect(() => compileFilter(filter, options)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    )
  })

  it.each<[Doc, Doc, number | undefined]>([
    [{ a: 2 }, { a: [1, 2] }, 1],
    [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ a: { $elemMatch: { b: 2 } } }, { a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ a: 1, b: 2 }, { a: [1, 5], b: [1, 2] }, 1],
    [{ a: 1 }, { a: 1 }, undefined],
    [{ 'a.b': { $elemMatch: { $gt: 1 } } }, { a: [{ b: [0] }, { b: [2, 3] }] }, 1],
    [{ a: { $gt: 1, $lt: 9 } }, { a: [0, 10, 5] }, 0],
  ])('%j finds the position in %j', (filter, doc, index) => {
    expect(compileFilter(filter, options).arrayIndex?.(doc)).toBe(index)
  })

  it('compares strings by collation', () => {
    const predicate = compileFilter(
      { a: 'ABC', b: { $in: ['X'] }, c: { $gt: 'a' } },
      { ...options, collation: { locale: 'en', strength: 2 } },
    )
    expect(predicate({ a: 'abc', b: 'x', c: 'B' })).toBe(true)
    expect(predicate({ a: 'abd', b: 'x', c: 'B' })).toBe(false)
  })

  it('knows let variables in $expr', () => {
    expect(
      compileFilter(
        { $expr: { $eq: ['$a', '$$wanted'] } },
        { ...options, let: { wanted: new Int32(3) } },
      )({ a: new Int32(3) }),
    ).toBe(true)
  })
})
