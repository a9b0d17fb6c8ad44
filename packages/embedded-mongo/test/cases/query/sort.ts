import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { refused, sorts, table } from '../case.ts'

export default table(
  'sort',
  sorts(
    [
      { a: new MaxKey() },
      { a: new BSONRegExp('x') },
      { a: new Timestamp({ t: 1, i: 1 }) },
      { a: new Date(5) },
      { a: true },
      { a: new ObjectId() },
      { a: new Binary(Buffer.from('x')) },
      { a: { b: 1 } },
      { a: 'x' },
      { a: 1 },
      { a: null },
      { a: new MinKey() },
    ],
    [
      ['the order of types', { a: 1 }, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
      ['downwards', { a: -1 }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ],
  ),
  sorts(
    [
      { a: 2 },
      { a: new Double(1.5) },
      { a: Long.fromNumber(3) },
      { a: Decimal128.fromString('2.5') },
      { a: new Double(NaN) },
      { a: new Double(-Infinity) },
      { a: Long.fromString('9007199254740993') },
      { a: new Double(9007199254740992) },
    ],
    [['numbers of all types, NaN first', { a: 1 }, [4, 5, 1, 0, 3, 2, 7, 6]]],
  ),
  sorts(
    [{ a: [1, 9] }, { a: 5 }, { a: [2, 3] }, { a: [] }, { a: null }, {}, { a: [[0]] }],
    [
      [
        'an array upwards by its smallest element, [] first, missing as null',
        { a: 1, _id: 1 },
        [3, 4, 5, 0, 2, 1, 6],
      ],
      ['downwards by its largest', { a: -1, _id: 1 }, [6, 0, 1, 2, 4, 5, 3]],
    ],
  ),
  sorts(
    [{ a: { b: 2 } }, { a: { b: 1 } }, { a: [{ b: 0 }, { b: 9 }] }, { a: 5 }],
    [
      ['a path through arrays', { 'a.b': 1 }, [3, 2, 1, 0]],
      ['downwards', { 'a.b': -1 }, [2, 0, 1, 3]],
      ['objects by type, name and value of their fields', { a: 1 }, [3, 2, 1, 0]],
    ],
  ),
  sorts(
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 0, b: 3 },
      { a: 1, b: 1 },
    ],
    [
      ['by several fields', { a: 1, b: -1, _id: -1 }, [2, 1, 3, 0]],
      ['keeps the order of equals', { a: -1 }, [0, 1, 3, 2]],
      ['skip and limit', { a: 1, b: -1 }, [1, 0], { skip: 1, limit: 2 }],
      ['$natural', { $natural: -1 }, [3, 2, 1, 0]],
      [
        'another direction',
        { a: 2 },
        refused(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)'),
      ],
      ['no direction', { a: 'x' }, refused(15974, 'Illegal key in $sort specification: a: "x"')],
      ['an empty name', { '': 1 }, refused(40352, 'FieldPath cannot be constructed with empty string')],
      [
        'a text score',
        { a: { $meta: 'textScore' } },
        refused(40218, 'query requires text score metadata, but it is not available'),
      ],
      [
        'an expression',
        { a: { $add: 1 } },
        refused(17312, '$meta is the only expression supported by $sort right now'),
      ],
    ],
  ),
  sorts(
    [{ a: [1, 2], b: [1, 2] }],
    [['two arrays at once', { a: 1, b: 1 }, refused(2, 'cannot sort with keys that are parallel arrays')]],
  ),
)
