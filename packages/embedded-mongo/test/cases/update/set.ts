import { Double } from 'bson'
import { refused, table, UNCHANGED, updates } from '../case.ts'

export default table(
  '$set $unset',
  updates([
    ['changes and adds', { a: 1 }, { $set: { a: 2, b: 3 } }, { a: 2, b: 3 }],
    [
      'new fields come in the order of their names',
      { x: 1 },
      { $set: { c: 1, b: 2, a: 3 } },
      { x: 1, a: 3, b: 2, c: 1 },
    ],
    ['the same value is no change', { a: 1 }, { $set: { a: 1 } }, UNCHANGED],
    [
      'the same number of another type is a change',
      { a: 1 },
      { $set: { a: new Double(1) } },
      { a: new Double(1) },
    ],
    [
      'an object with its fields in another order is a change',
      { a: { b: 1, c: 2 } },
      { $set: { a: { c: 2, b: 1 } } },
      { a: { c: 2, b: 1 } },
    ],
    ['makes the objects on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['into an array', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
    ['past the end of an array', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
    ['a number on a missing field makes an object', {}, { $set: { 'a.0': 9 } }, { a: { 0: 9 } }],
    [
      'a number in an object is a name',
      { a: { b: 1 } },
      { $set: { 'a.0': 9 } },
      {
        a: new Map<string, unknown>([
          ['b', 1],
          ['0', 9],
        ]),
      },
    ],
    ['into an element', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2, 'a.0.c': 3 } }, { a: [{ b: 2, c: 3 }] }],
    ['null', { a: 1 }, { $set: { a: null } }, { a: null }],
    ['nothing at all', { a: 1 }, { $set: {} }, UNCHANGED],
    ['the same _id', { a: 1 }, { $set: { _id: 0, a: 2 } }, { a: 2 }],
    ['a dollar inside a value', {}, { $set: { a: { $b: 1 } } }, { a: { $b: 1 } }],
    [
      'below a scalar',
      { a: 5 },
      { $set: { 'a.b': 1 } },
      refused(28, "Cannot create field 'b' in element {a: 5}"),
    ],
    [
      'below null',
      { a: null },
      { $set: { 'a.b.c': 1 } },
      refused(28, "Cannot create field 'b' in element {a: null}"),
    ],
    [
      'a name in an array',
      { a: [1] },
      { $set: { 'a.b': 1 } },
      refused(28, "Cannot create field 'b' in element {a: [ 1 ]}"),
    ],
    [
      'far past the end of an array',
      { a: [] },
      { $set: { 'a.1500001': 1 } },
      refused(2, "can't backfill more than 1500000 elements"),
    ],
    [
      'another _id',
      {},
      { $set: { _id: 2 } },
      refused(66, "Performing an update on the path '_id' would modify the immutable field '_id'"),
    ],
    [
      'below _id',
      { _id: { a: 1 } },
      { $set: { '_id.a': 2 } },
      refused(66, "Performing an update on the path '_id.a' would modify the immutable field '_id'"),
    ],
    ['an empty name', {}, { $set: { '': 1 } }, refused(56, 'An empty update path is not valid.')],
    [
      'an empty part',
      {},
      { $set: { 'a..b': 1 } },
      refused(56, "The update path 'a..b' contains an empty field name, which is not allowed."),
    ],
    [
      'a dot at the end',
      {},
      { $set: { 'a.': 1 } },
      refused(56, "The update path 'a.' contains an empty field name, which is not allowed."),
    ],
    [
      'no object',
      {},
      { $set: 5 },
      refused(
        9,
        'Modifiers operate on fields but we found type int instead. For example: {$mod: {<field>: ...}} not {$set: 5}',
      ),
    ],
    [
      'a text',
      {},
      { $set: 'x' },
      refused(
        9,
        'Modifiers operate on fields but we found type string instead. For example: {$mod: {<field>: ...}} not {$set: "x"}',
      ),
    ],
    ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    ['$unset of what is missing', { a: 1 }, { $unset: { b: '', 'a.x.y': '' } }, UNCHANGED],
    ['$unset of an element leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['$unset of an element that is not there', { a: [1] }, { $unset: { 'a.5': '' } }, UNCHANGED],
    ['$unset below', { a: { b: 1 } }, { $unset: { 'a.b': '' } }, { a: {} }],
    [
      '$unset of _id',
      {},
      { $unset: { _id: '' } },
      refused(66, "Performing an update on the path '_id' would modify the immutable field '_id'"),
    ],
  ]),
)
