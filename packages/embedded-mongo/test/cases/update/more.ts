import { BSONRegExp, Double, Long } from 'bson'
import { refused, table, UNCHANGED, updates } from '../case.ts'

export default table(
  'rare turns',
  updates([
    [
      '$set through a position of a position',
      { a: [[1, 2], [3]] },
      { $set: { 'a.0.1': 9 } },
      { a: [[1, 9], [3]] },
    ],
    [
      '$set of a position makes objects past the end',
      { a: [] },
      { $set: { 'a.1.b': 1 } },
      { a: [null, { b: 1 }] },
    ],
    [
      '$set below a null element',
      { a: [null] },
      { $set: { 'a.0.b': 1 } },
      refused(28, "Cannot create field 'b' in element {0: null}"),
    ],
    [
      '$inc below a text',
      { a: 'x' },
      { $inc: { 'a.b': 1 } },
      refused(28, 'Cannot create field \'b\' in element {a: "x"}'),
    ],
    ['$unset below a text', { a: 'x' }, { $unset: { 'a.b': '' } }, UNCHANGED],
    ['$push below a missing position', { a: [] }, { $push: { 'a.0': 1 } }, { a: [[1]] }],
    ['$pull in a nested array', { a: [[1, 2], [2]] }, { $pull: { 'a.0': 2 } }, { a: [[1], [2]] }],
    [
      '$pull by an empty condition takes every object',
      { a: [{ x: 1 }, 1] },
      { $pull: { a: {} } },
      { a: [1] },
    ],
    [
      '$pull of a stored regex',
      { a: [new BSONRegExp('x'), 'x'] },
      { $pull: { a: new BSONRegExp('x') } },
      { a: [] },
    ],
    ['$pull by $not', { a: [1, 5] }, { $pull: { a: { $not: { $gt: 3 } } } }, { a: [5] }],
    ['$pull by $nin', { a: [1, 2, 3] }, { $pull: { a: { $nin: [1] } } }, { a: [1] }],
    ['$pull by $size', { a: [[1], [1, 2]] }, { $pull: { a: { $size: 1 } } }, { a: [[1, 2]] }],
    [
      '$pull by $exists on a field',
      { a: [{ x: 1 }, { y: 1 }] },
      { $pull: { a: { x: { $exists: false } } } },
      { a: [{ x: 1 }] },
    ],
    ['$pullAll of equal numbers', { a: [1, new Double(1), Long.ONE] }, { $pullAll: { a: [1] } }, { a: [] }],
    ['$addToSet of null', { a: [] }, { $addToSet: { a: null } }, { a: [null] }],
    ['$addToSet of an empty $each on a missing field', {}, { $addToSet: { a: { $each: [] } } }, { a: [] }],
    ['$min of dates and numbers', { a: new Date(5) }, { $min: { a: 5 } }, { a: 5 }],
    ['$max of a missing position', { a: [1] }, { $max: { 'a.2': 5 } }, { a: [1, null, 5] }],
    ['$mul by a decimal 0 of what is missing', {}, { $mul: { a: new Double(2) } }, { a: new Double(0) }],
    ['$bit of a long', { a: Long.fromNumber(6) }, { $bit: { a: { and: 3 } } }, { a: Long.fromNumber(2) }],
    ['$rename to a new path', { a: 1 }, { $rename: { a: 'x.y' } }, { x: { y: 1 } }],
    ['$rename of an object', { a: { b: 1 } }, { $rename: { a: 'c' } }, { c: { b: 1 } }],
    [
      '$[] below $[x]',
      {
        a: [
          { k: 1, l: [1, 2] },
          { k: 2, l: [3] },
        ],
      },
      { $inc: { 'a.$[x].l.$[]': 10 } },
      {
        a: [
          { k: 1, l: [11, 12] },
          { k: 2, l: [3] },
        ],
      },
      { arrayFilters: [{ 'x.k': 1 }] },
    ],
    [
      '$ and $[] together',
      {
        a: [
          { k: 1, l: [1] },
          { k: 2, l: [2] },
        ],
      },
      { $inc: { 'a.$.l.$[]': 1 } },
      {
        a: [
          { k: 1, l: [1] },
          { k: 2, l: [3] },
        ],
      },
      { q: { 'a.k': 2 } },
    ],
    [
      '$[x] by $elemMatch',
      { a: [{ l: [{ v: 1 }] }, { l: [] }] },
      { $set: { 'a.$[x].hit': true } },
      { a: [{ l: [{ v: 1 }], hit: true }, { l: [] }] },
      { arrayFilters: [{ 'x.l': { $elemMatch: { v: 1 } } }] },
    ],
    [
      '$[x] by $exists',
      { a: [{ b: 1 }, {}] },
      { $set: { 'a.$[x].b': 2 } },
      { a: [{ b: 1 }, { b: 2 }] },
      { arrayFilters: [{ 'x.b': { $exists: false } }] },
    ],
    [
      '$[x] with $unset',
      { a: [1, 2] },
      { $unset: { 'a.$[x]': '' } },
      { a: [null, 2] },
      { arrayFilters: [{ x: 1 }] },
    ],
    [
      '$[x] with $push',
      { a: [{ k: 1, l: [] }] },
      { $push: { 'a.$[x].l': 5 } },
      { a: [{ k: 1, l: [5] }] },
      { arrayFilters: [{ 'x.k': 1 }] },
    ],
    ['a pipeline that removes a field', { a: 1, b: 2 }, [{ $set: { a: '$$REMOVE' } }], { b: 2 }],
    [
      'a pipeline that sorts a list',
      { a: [3, 1, 2] },
      [{ $set: { a: { $sortArray: { input: '$a', sortBy: 1 } } } }],
      { a: [1, 2, 3] },
    ],
    [
      'a pipeline that reads $$NOW',
      {},
      [{ $set: { at: '$$NOW' } }],
      { at: new Date('2026-01-02T03:04:05.006Z') },
    ],
    ['an empty pipeline', { a: 1 }, [], UNCHANGED],
    ['a pipeline with a literal dollar', {}, [{ $set: { a: { $literal: '$x' } } }], { a: '$x' }],
    [
      '$set in a pipeline does not make lists of objects',
      { a: [{ b: 1 }, { b: 2 }] },
      [{ $set: { 'a.c': 1 } }],
      {
        a: [
          { b: 1, c: 1 },
          { b: 2, c: 1 },
        ],
      },
    ],
  ]),
)
