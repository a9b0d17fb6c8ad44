import { Double } from 'bson'
import type { Case } from '../case.ts'
import { refused, table, UNCHANGED, updates } from '../case.ts'

/** What MongoDB counts as changed: also what comes out as it was, unless nothing was pushed, sorted or cut. */
const COUNTED: Case[] = [
  ['sorted already', { $each: [], $sort: 1 }, 1],
  ['pushed and cut off again', { $each: [9], $slice: 2 }, 1],
  ['nothing pushed, nothing to cut', { $each: [], $slice: 2 }, 0],
  ['nothing pushed', { $each: [] }, 0],
].map(([name, clauses, nModified]) => ({
  name: `the count of changes: ${String(name)}`,
  before: [{ _id: 1, a: [1, 2] }],
  command: { update: '', updates: [{ q: { _id: 1 }, u: { $push: { a: clauses } } }] },
  reply: { n: 1, nModified },
}))

export default table(
  '$push',
  COUNTED,
  updates([
    ['at the end', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
    ['onto a missing field', {}, { $push: { 'a.b': 2 } }, { a: { b: [2] } }],
    ['an array is one value', { a: [] }, { $push: { a: [1] } }, { a: [[1]] }],
    ['an object', { a: [] }, { $push: { a: { b: 1 } } }, { a: [{ b: 1 }] }],
    ['$each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    ['$each of nothing', { a: [1] }, { $push: { a: { $each: [] } } }, UNCHANGED],
    ['$each of nothing on a missing field makes it', {}, { $push: { a: { $each: [] } } }, { a: [] }],
    ['$position', { a: [1, 2] }, { $push: { a: { $each: [8, 9], $position: 1 } } }, { a: [1, 8, 9, 2] }],
    ['$position past the end', { a: [1] }, { $push: { a: { $each: [9], $position: 7 } } }, { a: [1, 9] }],
    [
      '$position from the end',
      { a: [1, 2, 3] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 2, 9, 3] },
    ],
    [
      '$position from beyond the beginning',
      { a: [1, 2] },
      { $push: { a: { $each: [9], $position: -7 } } },
      { a: [9, 1, 2] },
    ],
    ['$sort', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
    ['$sort downwards', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
    [
      '$sort in the order of types',
      { a: ['x', null, 1] },
      { $push: { a: { $each: [{ b: 1 }], $sort: 1 } } },
      { a: [null, 1, 'x', { b: 1 }] },
    ],
    [
      '$sort by fields',
      {
        a: [
          { x: 3, y: 1 },
          { x: 1, y: 1 },
        ],
      },
      { $push: { a: { $each: [{ x: 2, y: 0 }], $sort: { y: 1, x: -1 } } } },
      {
        a: [
          { x: 2, y: 0 },
          { x: 3, y: 1 },
          { x: 1, y: 1 },
        ],
      },
    ],
    [
      '$sort by a path',
      { a: [{ x: { y: 2 } }, { x: { y: 1 } }] },
      { $push: { a: { $each: [], $sort: { 'x.y': 1 } } } },
      { a: [{ x: { y: 1 } }, { x: { y: 2 } }] },
    ],
    ['$slice keeps the first', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 1 } } }, { a: [1] }],
    ['$slice keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    ['$slice 0 keeps nothing', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
    ['$slice on a missing field', {}, { $push: { a: { $each: [1, 2, 3], $slice: 2 } } }, { a: [1, 2] }],
    [
      'inserts, then sorts, then cuts',
      { a: [5, 1] },
      { $push: { a: { $slice: 2, $sort: -1, $each: [3] } } },
      { a: [5, 3] },
    ],
    [
      'a whole double as $slice',
      { a: [1, 2] },
      { $push: { a: { $each: [], $slice: new Double(1) } } },
      { a: [1] },
    ],
    [
      'sorts by collation',
      { a: ['b', 'C'] },
      { $push: { a: { $each: ['A'], $sort: 1 } } },
      { a: ['A', 'b', 'C'] },
      { collation: { locale: 'en', strength: 2 } },
    ],
    [
      'onto a number',
      { a: 5 },
      { $push: { a: 1 } },
      refused(2, "The field 'a' must be an array but is of type int in document {_id: 0}"),
    ],
    [
      'onto null',
      { a: null },
      { $push: { a: 1 } },
      refused(2, "The field 'a' must be an array but is of type null in document {_id: 0}"),
    ],
    [
      '$each is an array',
      {},
      { $push: { a: { $each: 1 } } },
      refused(2, 'The argument to $each in $push must be an array but it was of type: int'),
    ],
    [
      'an unknown clause',
      {},
      { $push: { a: { $each: [], $foo: 1 } } },
      refused(2, 'Unrecognized clause in $push: $foo'),
    ],
    [
      '$sort by 2',
      {},
      { $push: { a: { $each: [], $sort: 2 } } },
      refused(2, 'The $sort element value must be either 1 or -1'),
    ],
    [
      '$sort by a text',
      {},
      { $push: { a: { $each: [], $sort: 'x' } } },
      refused(
        2,
        'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
      ),
    ],
    [
      '$sort by nothing',
      {},
      { $push: { a: { $each: [], $sort: {} } } },
      refused(2, 'The $sort pattern is empty when it should be a set of fields.'),
    ],
    [
      '$slice of a fraction',
      {},
      { $push: { a: { $each: [], $slice: 1.5 } } },
      refused(2, 'The value for $slice must be an integer value but was given type: double'),
    ],
    [
      '$slice of a text',
      {},
      { $push: { a: { $each: [], $slice: 'x' } } },
      refused(2, 'The value for $slice must be an integer value but was given type: string'),
    ],
    [
      '$position of a text',
      {},
      { $push: { a: { $each: [], $position: 'x' } } },
      refused(2, 'The value for $position must be an integer value, not of type: string'),
    ],
    [
      'clauses without $each are a value with dollars',
      {},
      { $push: { a: { $slice: 1 } } },
      { a: [{ $slice: 1 }] },
    ],
  ]),
)
