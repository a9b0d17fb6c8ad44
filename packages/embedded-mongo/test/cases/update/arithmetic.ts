import { Decimal128, Double, Long } from 'bson'
import { refused, table, UNCHANGED, updates } from '../case.ts'

const dec = (text: string): Decimal128 => Decimal128.fromString(text)
const long = (value: number): Long => Long.fromNumber(value)

export default table(
  '$inc $mul',
  updates([
    ['$inc', { a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
    ['by a negative number', { a: 1 }, { $inc: { a: -2 } }, { a: -1 }],
    ['of a missing field', {}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
    ['an int by a double', { a: 1 }, { $inc: { a: new Double(0.5) } }, { a: new Double(1.5) }],
    [
      'an int by a whole double stays a double',
      { a: 1 },
      { $inc: { a: new Double(1) } },
      { a: new Double(2) },
    ],
    ['an int by a long', { a: 1 }, { $inc: { a: Long.ONE } }, { a: long(2) }],
    [
      'a double by a decimal',
      { a: new Double(0.1) },
      { $inc: { a: dec('0.2') } },
      { a: dec('0.300000000000000') },
    ],
    ['a decimal keeps its digits', { a: dec('1.10') }, { $inc: { a: 1 } }, { a: dec('2.10') }],
    ['an int that overflows becomes a long', { a: 2147483647 }, { $inc: { a: 1 } }, { a: long(2147483648) }],
    ['by 0 is no change', { a: 1 }, { $inc: { a: 0 } }, UNCHANGED],
    ['by 0 of a missing field makes it', {}, { $inc: { a: 0 } }, { a: 0 }],
    ['by a 0 of a wider type is a change', { a: 1 }, { $inc: { a: Long.ZERO } }, { a: long(1) }],
    ['an element', { a: [1, 2] }, { $inc: { 'a.1': 1 } }, { a: [1, 3] }],
    [
      'a long that overflows',
      { a: Long.MAX_VALUE },
      { $inc: { a: 1 } },
      refused(
        2,
        'Failed to apply $inc operations to current value ((NumberLong)9223372036854775807) for document {_id: 0}',
      ),
    ],
    [
      'a text',
      { a: 'x' },
      { $inc: { a: 1 } },
      refused(
        14,
        "Cannot apply $inc to a value of non-numeric type. {_id: 0} has the field 'a' of non-numeric type string",
      ),
    ],
    [
      'null',
      { a: null },
      { $inc: { a: 1 } },
      refused(
        14,
        "Cannot apply $inc to a value of non-numeric type. {_id: 0} has the field 'a' of non-numeric type null",
      ),
    ],
    [
      'a text below',
      { a: { b: 'x' } },
      { $inc: { 'a.b': 1 } },
      refused(
        14,
        "Cannot apply $inc to a value of non-numeric type. {_id: 0} has the field 'b' of non-numeric type string",
      ),
    ],
    [
      'by a text',
      {},
      { $inc: { a: 'x' } },
      refused(14, 'Cannot increment with non-numeric argument: {a: "x"}'),
    ],
    [
      '_id',
      {},
      { $inc: { _id: 1 } },
      refused(66, "Performing an update on the path '_id' would modify the immutable field '_id'"),
    ],
    ['$mul', { a: 3 }, { $mul: { a: 2 } }, { a: 6 }],
    [
      '$mul of a missing field is 0 of the factor’s type',
      {},
      { $mul: { a: Long.fromNumber(2) } },
      { a: Long.ZERO },
    ],
    ['$mul by a double', { a: 3 }, { $mul: { a: 1.5 } }, { a: 4.5 }],
    ['$mul by a decimal', { a: 3 }, { $mul: { a: dec('1.50') } }, { a: dec('4.50') }],
    ['$mul that overflows becomes a long', { a: 65536 }, { $mul: { a: 65536 } }, { a: long(4294967296) }],
    ['$mul by 1 is no change', { a: 3 }, { $mul: { a: 1 } }, UNCHANGED],
    [
      '$mul of a text',
      { a: 'x' },
      { $mul: { a: 1 } },
      refused(
        14,
        "Cannot apply $mul to a value of non-numeric type. {_id: 0} has the field 'a' of non-numeric type string",
      ),
    ],
    [
      '$mul by a text',
      {},
      { $mul: { a: 'x' } },
      refused(14, 'Cannot multiply with non-numeric argument: {a: "x"}'),
    ],
    [
      '$mul of a long that overflows',
      { a: Long.MAX_VALUE },
      { $mul: { a: 2 } },
      refused(
        2,
        'Failed to apply $mul operations to current value ((NumberLong)9223372036854775807) for document {_id: 0}',
      ),
    ],
  ]),
)
