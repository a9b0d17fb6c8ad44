import { Double, Timestamp } from 'bson'
import { refused, table, UNCHANGED, updates } from '../case.ts'

const NOW = new Date('2026-01-02T03:04:05.006Z')

export default table(
  '$min $max $currentDate $bit',
  updates([
    ['$min', { a: 5 }, { $min: { a: 3 } }, { a: 3 }],
    ['$min keeps a smaller one', { a: 2 }, { $min: { a: 3 } }, UNCHANGED],
    ['$min of a missing field', {}, { $min: { 'a.b': 3 } }, { a: { b: 3 } }],
    ['$min in the order of types', { a: 'x' }, { $min: { a: 99 } }, { a: 99 }],
    ['$min with null', { a: 5 }, { $min: { a: null } }, { a: null }],
    ['$max', { a: 5 }, { $max: { a: 7 } }, { a: 7 }],
    ['$max keeps a larger one', { a: 5 }, { $max: { a: 3 } }, UNCHANGED],
    ['$max in the order of types', { a: 5 }, { $max: { a: 'x' } }, { a: 'x' }],
    ['$max of an equal number of another type', { a: 5 }, { $max: { a: new Double(5) } }, UNCHANGED],
    ['$max of dates', { a: new Date(5) }, { $max: { a: new Date(9) } }, { a: new Date(9) }],
    [
      '$max by collation',
      { a: 'a' },
      { $max: { a: 'B' } },
      { a: 'B' },
      { collation: { locale: 'en', strength: 2 } },
    ],
    ['$currentDate', { a: 1 }, { $currentDate: { a: true, b: { $type: 'date' } } }, { a: NOW, b: NOW }],
    ['$currentDate false too', {}, { $currentDate: { a: false } }, { a: NOW }],
    [
      '$currentDate as timestamp',
      {},
      { $currentDate: { a: { $type: 'timestamp' } } },
      { a: new Timestamp({ t: 1767323045, i: 1 }) },
    ],
    [
      '$currentDate of a text',
      {},
      { $currentDate: { a: 'x' } },
      refused(
        2,
        "string is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).",
      ),
    ],
    [
      '$currentDate of another type',
      {},
      { $currentDate: { a: { $type: 'x' } } },
      refused(
        2,
        "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
      ),
    ],
    [
      '$currentDate with another field',
      {},
      { $currentDate: { a: { b: 1 } } },
      refused(2, 'Unrecognized $currentDate option: b'),
    ],
    ['$bit and', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    ['$bit or', { a: 3 }, { $bit: { a: { or: 5 } } }, { a: 7 }],
    ['$bit xor', { a: 1 }, { $bit: { a: { xor: 5 } } }, { a: 4 }],
    ['$bit, several', { a: 5 }, { $bit: { a: { and: 4, or: 2 } } }, { a: 6 }],
    ['$bit of a missing field counts as 0', {}, { $bit: { a: { or: 3 } } }, { a: 3 }],
    [
      '$bit of a double',
      { a: 1.5 },
      { $bit: { a: { or: 1 } } },
      refused(
        2,
        'Cannot apply $bit to a value of non-integral type.{_id: 0} has the field a of non-integer type double',
      ),
    ],
    [
      '$bit with a double',
      { a: 1 },
      { $bit: { a: { or: 1.5 } } },
      refused(
        2,
        "The $bit modifier field must be an Integer(32/64 bit); a 'double' is not supported here: {or: 1.5}",
      ),
    ],
    [
      '$bit with another operation',
      { a: 1 },
      { $bit: { a: { nand: 1 } } },
      refused(
        2,
        "The $bit modifier only supports 'and', 'or', and 'xor', not 'nand' which is an unknown operator: {nand: 1}",
      ),
    ],
    [
      '$bit with a number',
      { a: 1 },
      { $bit: { a: 1 } },
      refused(
        2,
        'The $bit modifier is not compatible with a int. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}',
      ),
    ],
    [
      '$bit with nothing',
      { a: 1 },
      { $bit: { a: {} } },
      refused(
        2,
        'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}',
      ),
    ],
  ]),
)
