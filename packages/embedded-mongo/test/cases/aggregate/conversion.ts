import { Binary, Decimal128, Double, Long, ObjectId, Timestamp } from 'bson'
import { evaluates, MISSING, refused, table } from '../case.ts'

const id = new ObjectId('65f000000000000000000001')
const dec = (text: string): Decimal128 => Decimal128.fromString(text)
const long = (text: string): Long => Long.fromString(text)

const DOC = {
  i: 5,
  l: long('5'),
  d: new Double(2.5),
  m: dec('2.50'),
  s: '12',
  t: true,
  n: null,
  id,
  at: new Date('2024-02-29T13:14:15.016Z'),
  arr: [1, 2],
  o: { x: 1 },
}

export default table(
  'conversions',
  evaluates(DOC, [
    ['$toInt of a text', { $toInt: '$s' }, 12],
    ['$toInt cuts a fraction off', { $toInt: '$d' }, 2],
    ['$toInt of a negative fraction', { $toInt: new Double(-2.9) }, -2],
    ['$toInt of a boolean', { $toInt: '$t' }, 1],
    ['$toInt of null', { $toInt: '$n' }, null],
    ['$toInt of what is missing', { $toInt: '$x' }, null],
    ['$toInt of a long', { $toInt: '$l' }, 5],
    [
      '$toInt that overflows',
      { $toInt: long('2147483648') },
      refused(
        241,
        /^(?:Executor error during aggregate command on namespace: test\.c\d+ :: caused by :: )?Conversion would overflow target type in \$convert with no onError value: 2147483648/,
      ),
    ],
    [
      '$toInt of a text with a fraction',
      { $toInt: '1.5' },
      refused(241, /Failed to parse number '1\.5' in \$convert with no onError value/),
    ],
    ['$toLong', { $toLong: '$i' }, long('5')],
    ['$toLong of a date', { $toLong: '$at' }, long('1709212455016')],
    ['$toDouble', { $toDouble: '$i' }, new Double(5)],
    ['$toDouble of a text', { $toDouble: '-1.5e2' }, new Double(-150)],
    ['$toDouble of a decimal', { $toDouble: '$m' }, new Double(2.5)],
    ['$toDecimal of a text', { $toDecimal: '1.10' }, dec('1.10')],
    ['$toDecimal of a double', { $toDecimal: new Double(0.1) }, dec('0.100000000000000')],
    ['$toDecimal of an int', { $toDecimal: '$i' }, dec('5')],
    ['$toString of an int', { $toString: '$i' }, '5'],
    ['$toString of a double', { $toString: '$d' }, '2.5'],
    ['$toString of a whole double', { $toString: new Double(3) }, '3'],
    ['$toString of a decimal', { $toString: '$m' }, '2.50'],
    ['$toString of a boolean', { $toString: '$t' }, 'true'],
    ['$toString of an ObjectId', { $toString: '$id' }, '65f000000000000000000001'],
    ['$toString of a date', { $toString: '$at' }, '2024-02-29T13:14:15.016Z'],
    [
      '$toString of an array',
      { $toString: '$arr' },
      refused(241, /Unsupported conversion from array to string in \$convert with no onError value/),
    ],
    ['$toBool of a text is true', { $toBool: 'false' }, true],
    ['$toBool of 0', { $toBool: 0 }, false],
    ['$toBool of null', { $toBool: null }, null],
    ['$toDate of a long', { $toDate: long('1000') }, new Date(1000)],
    ['$toDate of a text', { $toDate: '2024-02-29' }, new Date('2024-02-29')],
    ['$toDate of an ObjectId', { $toDate: '$id' }, new Date(0x65f00000 * 1000)],
    ['$toDate of a timestamp', { $toDate: new Timestamp({ t: 5, i: 1 }) }, new Date(5000)],
    [
      '$toDate of an int',
      { $toDate: '$i' },
      refused(241, /Unsupported conversion from int to date in \$convert with no onError value/),
    ],
    ['$toObjectId', { $toObjectId: '65f000000000000000000001' }, id],
    [
      '$toObjectId of another text',
      { $toObjectId: 'x' },
      refused(241, /Failed to parse objectId 'x' in \$convert with no onError value/),
    ],
    ['$convert', { $convert: { input: '$s', to: 'int' } }, 12],
    ['$convert to a type by number', { $convert: { input: '$s', to: 16 } }, 12],
    ['$convert with onError', { $convert: { input: 'x', to: 'int', onError: 'no' } }, 'no'],
    ['$convert with onNull', { $convert: { input: null, to: 'int', onNull: 'none' } }, 'none'],
    [
      '$convert to an unknown type',
      { $convert: { input: 1, to: 'foo' } },
      refused(2, /Unknown type name: foo/),
    ],
    ['$type of an int', { $type: '$i' }, 'int'],
    ['$type of what is missing', { $type: '$x' }, 'missing'],
    ['$type of a list', { $type: '$arr' }, 'array'],
    ['$isNumber', { $isNumber: '$m' }, true],
    ['$isNumber of a text', { $isNumber: '$s' }, false],
    ['$bsonSize', { $bsonSize: '$o' }, 12],
    ['$binarySize', { $binarySize: new Binary(Buffer.from('abc')) }, 3],
    ['$literal', { $literal: '$i' }, '$i'],
    ['a missing field stays missing', '$x', MISSING],
    ['$$REMOVE', '$$REMOVE', MISSING],
  ]),
)
