import { Binary, BSONRegExp, Decimal128, Double, Long, ObjectId, Timestamp } from 'bson'
import { finds, refused, table } from '../case.ts'

const id = new ObjectId('65f000000000000000000001')

export default table(
  '$eq',
  finds(
    [
      { a: 1 },
      { a: new Double(1) },
      { a: Long.ONE },
      { a: Decimal128.fromString('1.0') },
      { a: '1' },
      { a: true },
      {},
    ],
    [
      ['numbers are equal across types', { a: 1 }, [0, 1, 2, 3]],
      ['as an operator', { a: { $eq: Decimal128.fromString('1') } }, [0, 1, 2, 3]],
      ['a text is no number', { a: '1' }, [4]],
      ['a boolean is no number', { a: true }, [5]],
    ],
  ),
  finds(
    [{ a: null }, {}, { a: [] }, { a: [null] }, { a: 1 }, { a: [1] }],
    [
      ['null is null or missing, also as an element', { a: null }, [0, 1, 3]],
      ['null under a field that is no object', { 'a.b': null }, [0, 1, 4]],
    ],
  ),
  finds(
    [{ a: [1, 2] }, { a: [2, 1] }, { a: [[1, 2], 3] }, { a: 1 }, { a: [1, 2, 3] }, { a: [] }, { a: [[]] }],
    [
      ['an element', { a: 1 }, [0, 1, 3, 4]],
      ['a whole array, or one as an element', { a: [1, 2] }, [0, 2]],
      ['an empty array', { a: [] }, [5, 6]],
      ['a position', { 'a.1': 2 }, [0, 4]],
      ['a position beyond the end of an array is nothing, not even null', { 'a.5': null }, [3]],
    ],
  ),
  finds(
    [
      { a: { b: 1, c: 2 } },
      { a: { c: 2, b: 1 } },
      { a: { b: 1 } },
      { a: [{ b: 1, c: 2 }] },
      { a: [[{ b: 1 }]] },
      { a: {} },
    ],
    [
      ['an object with its fields in their order', { a: { b: 1, c: 2 } }, [0, 3]],
      ['a field of an object or of an element, not of an element’s element', { 'a.b': 1 }, [0, 1, 2, 3]],
      ['an empty object', { a: {} }, [5]],
    ],
  ),
  finds(
    [{ a: id }, { a: id.toHexString() }, { a: new Date(5) }, { a: new Timestamp({ t: 0, i: 5 }) }, { a: 5 }],
    [
      ['an ObjectId', { a: id }, [0]],
      ['a date is no timestamp', { a: new Date(5) }, [2]],
      ['a timestamp', { a: new Timestamp({ t: 0, i: 5 }) }, [3]],
    ],
  ),
  finds(
    [{ a: new Binary(Buffer.from('x'), 0) }, { a: new Binary(Buffer.from('x'), 4) }, { a: 'x' }],
    [['binary data with its subtype', { a: new Binary(Buffer.from('x'), 4) }, [1]]],
  ),
  finds(
    [{ a: new Double(NaN) }, { a: Decimal128.fromString('NaN') }, { a: 0 }, { a: new Double(-0) }],
    [
      ['NaN equals NaN', { a: new Double(NaN) }, [0, 1]],
      ['0 equals -0', { a: 0 }, [2, 3]],
    ],
  ),
  finds(
    [{ a: 'xy' }, { a: new BSONRegExp('^x') }],
    [
      ['a regex as value is matched', { a: new BSONRegExp('^x') }, [0, 1]],
      ['a regex under $eq is only itself', { a: { $eq: new BSONRegExp('^x') } }, [1]],
    ],
  ),
  finds(
    [{ a: { $ref: 'c', $id: 1 } }, { a: 1 }],
    [
      ['a reference is a value', { a: { $ref: 'c', $id: 1 } }, [0]],
      ['names of the prototype are no fields', { constructor: { $exists: true } }, []],
    ],
  ),
  finds(
    [{ a: 9007199254740993n, b: Long.fromString('9007199254740993') }, { b: new Double(9007199254740992) }],
    [
      ['a long beside a double that is nearly it', { b: Long.fromString('9007199254740992') }, [1]],
      ['a long exactly', { b: Long.fromString('9007199254740993') }, [0]],
    ],
  ),
  finds(
    [{ a: 1 }],
    [
      ['an unknown operator', { a: { $foo: 1 } }, refused(2, 'unknown operator: $foo')],
      [
        'an unknown operator at the top',
        { $foo: 1 },
        refused(
          2,
          "unknown top level operator: $foo. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.",
        ),
      ],
      ['an operator beside a field', { a: { $eq: 1, b: 2 } }, refused(2, 'unknown operator: b')],
      ['a field beside an operator is an object to be equal to', { a: { b: 1, $eq: 2 } }, []],
    ],
  ),
)
