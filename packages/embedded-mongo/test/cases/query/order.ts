import { Decimal128, Double, Long, MaxKey, MinKey, ObjectId } from 'bson'
import { finds, refused, table } from '../case.ts'

const id = (digit: string): ObjectId => new ObjectId(digit.repeat(24))

export default table(
  '$gt $gte $lt $lte',
  finds(
    [
      { a: 1 },
      { a: new Double(1.5) },
      { a: Long.fromNumber(2) },
      { a: Decimal128.fromString('2.5') },
      { a: '2' },
      { a: null },
      {},
      { a: true },
      { a: [0, 5] },
      { a: new Date(2) },
    ],
    [
      ['numbers only with numbers, any element counts', { a: { $gt: 1 } }, [1, 2, 3, 8]],
      ['$gte', { a: { $gte: 2 } }, [2, 3, 8]],
      ['$lt', { a: { $lt: Decimal128.fromString('1.6') } }, [0, 1, 8]],
      ['$lte', { a: { $lte: new Double(2) } }, [0, 1, 2, 8]],
      ['two bounds may be met by two elements', { a: { $gt: 2, $lt: 2.2 } }, [8]],
      ['texts', { a: { $gt: '1' } }, [4]],
      ['dates', { a: { $lte: new Date(2) } }, [9]],
      ['booleans', { a: { $gt: false } }, [7]],
      ['$gte null is null or missing', { a: { $gte: null } }, [5, 6]],
      ['$lte null too', { a: { $lte: null } }, [5, 6]],
      ['$gt null is nothing', { a: { $gt: null } }, []],
      ['$lt null is nothing', { a: { $lt: null } }, []],
      [
        'more than the smallest key: all that is there',
        { a: { $gt: new MinKey() } },
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      ],
      ['less than the greatest key', { a: { $lt: new MaxKey() } }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
      ['$gte the greatest key', { a: { $gte: new MaxKey() } }, []],
      ['no regex', { a: { $gt: /x/ } }, refused(2, "Can't have RegEx as arg to predicate over field 'a'.")],
    ],
  ),
  finds(
    [
      { a: new Double(NaN) },
      { a: 1 },
      { a: new Double(-Infinity) },
      { a: Decimal128.fromString('Infinity') },
    ],
    [
      ['NaN is less than nothing', { a: { $lt: 5 } }, [1, 2]],
      ['nothing is more than NaN', { a: { $gt: new Double(NaN) } }, []],
      ['NaN is at least NaN', { a: { $gte: new Double(NaN) } }, [0]],
      ['NaN is at most NaN', { a: { $lte: new Double(NaN) } }, [0]],
      ['infinity', { a: { $gte: new Double(Infinity) } }, [3]],
    ],
  ),
  finds(
    [{ a: [1, 2] }, { a: [2] }, { a: [3] }, { a: 1 }, { a: [] }, { a: [[1, 5]] }],
    [
      ['an array against whole arrays, also nested', { a: { $lte: [2] } }, [0, 1, 4, 5]],
      ['$gt an array', { a: { $gt: [1, 9] } }, [1, 2, 5]],
    ],
  ),
  finds(
    [{ a: { b: 1 } }, { a: { b: 2 } }, { a: { c: 0 } }, { a: { b: 1, c: 1 } }, { a: { b: 'x' } }],
    [
      ['objects field by field: type, name, value', { a: { $gt: { b: 1 } } }, [1, 2, 3, 4]],
      ['$lt', { a: { $lt: { b: 2 } } }, [0, 3]],
    ],
  ),
  finds(
    [
      { a: id('1') },
      { a: id('2') },
      { a: 'b' },
      { a: 'a' },
      { a: 'B' },
      { a: 'é' },
      { a: '😀' },
      { a: '\uffff' },
    ],
    [
      ['ObjectIds by their bytes', { a: { $gt: id('1') } }, [1]],
      ['texts by their UTF-8 bytes', { a: { $gt: 'a' } }, [2, 5, 6, 7]],
      ['beyond the first 65,536 characters too', { a: { $gt: '\uffff' } }, [6]],
    ],
  ),
  finds(
    [
      { a: Long.fromString('9007199254740993') },
      { a: new Double(9007199254740992) },
      { a: Decimal128.fromString('0.1') },
      { a: new Double(0.1) },
    ],
    [
      ['a long above the double next to it', { a: { $gt: new Double(9007199254740992) } }, [0]],
      ['a decimal below the double that is nearly it', { a: { $lt: new Double(0.1) } }, [2]],
    ],
  ),
)
