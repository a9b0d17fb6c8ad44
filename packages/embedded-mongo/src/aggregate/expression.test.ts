import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson'
import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { evaluateExpression } from './expression.ts'

const i = (value: number): Int32 => new Int32(value)
const d = (value: number): Double => new Double(value)
const l = (value: number): Long => Long.fromNumber(value)
const dec = (value: string): Decimal128 => Decimal128.fromString(value)
const id = new ObjectId('65f000000000000000000001')
const date = new Date('2024-02-29T13:14:15.016Z')

const DOC: Doc = { a: i(1), b: i(2), s: 'Hello', n: null, arr: [i(3), i(1), i(2)], o: { x: i(1), y: { z: 'deep' } }, list: [{ v: i(1) }, { v: i(2) }, { w: 1 }], date, id, empty: [] }

const CASES: [unknown, unknown][] = [
  ['$a', i(1)], ['$o.y.z', 'deep'], ['$list.v', [i(1), i(2)]], ['$missing', undefined], ['$arr.0', []], ['$$ROOT.a', i(1)], ['$$CURRENT.a', i(1)], ['$$REMOVE', undefined],
  ['text', 'text'], [{ x: '$a', y: '$missing' }, { x: i(1) }], [['$a', '$missing'], [i(1), null]],
  [{ $literal: '$a' }, '$a'], [{ $let: { vars: { v: { $add: ['$a', i(1)] } }, in: { $multiply: ['$$v', i(3)] } } }, i(6)],
  // comparison and logic
  [{ $eq: ['$a', d(1)] }, true], [{ $eq: ['$missing', null] }, false], [{ $ne: ['$a', '$b'] }, true], [{ $gt: ['$b', '$a'] }, true], [{ $gte: ['$a', '$a'] }, true],
  [{ $lt: ['$missing', null] }, true], [{ $lte: ['a', 5] }, false], [{ $cmp: ['$a', '$b'] }, i(-1)],
  [{ $and: ['$a', '$s'] }, true], [{ $and: [] }, true], [{ $or: ['$n', i(0)] }, false], [{ $or: [] }, false], [{ $not: ['$n'] }, true], [{ $not: [i(0)] }, true],
  [{ $cond: ['$n', 1, 2] }, 2], [{ $cond: { if: { $eq: ['$a', 1] }, then: 'y', else: 'n' } }, 'y'], [{ $ifNull: ['$n', '$missing', 'z'] }, 'z'], [{ $ifNull: ['$missing', null] }, null],
  [{ $switch: { branches: [{ case: { $eq: ['$a', 2] }, then: 'two' }, { case: true, then: 'else' }] } }, 'else'], [{ $switch: { branches: [{ case: false, then: 1 }], default: 'd' } }, 'd'],
  // arithmetic
  [{ $add: ['$a', '$b'] }, i(3)], [{ $add: ['$a', d(0.5)] }, d(1.5)], [{ $add: [i(2147483647), i(1)] }, l(2147483648)], [{ $add: [d(0.1), dec('0.2')] }, dec('0.300000000000000')],
  [{ $add: ['$date', i(1000)] }, new Date(date.getTime() + 1000)], [{ $add: ['$a', null] }, null], [{ $add: ['$a', '$missing'] }, null],
  [{ $subtract: ['$b', '$a'] }, i(1)], [{ $subtract: ['$date', new Date(0)] }, l(date.getTime())], [{ $subtract: ['$date', i(16)] }, new Date(date.getTime() - 16)],
  [{ $multiply: ['$b', i(3), l(2)] }, l(12)], [{ $multiply: [dec('1.5'), i(2)] }, dec('3.0')], [{ $divide: ['$b', i(4)] }, d(0.5)], [{ $divide: [i(4), i(2)] }, d(2)], [{ $divide: [dec('1'), dec('3')] }, dec('0.3333333333333333333333333333333333')],
  [{ $mod: [i(-7), i(3)] }, i(-1)], [{ $mod: [d(7.5), i(2)] }, d(1.5)], [{ $abs: i(-5) }, i(5)], [{ $abs: null }, null],
  [{ $ceil: d(1.2) }, d(2)], [{ $floor: d(-1.2) }, d(-2)], [{ $trunc: d(-1.7) }, d(-1)], [{ $trunc: [d(1.2345), i(2)] }, d(1.23)], [{ $ifNull: [{ $gte: [{ $rand: {} }, 0] }, null] }, true], [{ $round: d(2.5) }, d(2)], [{ $round: d(3.5) }, d(4)], [{ $round: [d(1.255), i(2)] }, d(1.25)],
  [{ $round: [i(1234), i(-2)] }, i(1200)], [{ $floor: i(5) }, i(5)], [{ $round: [dec('2.345'), i(2)] }, dec('2.34')],
  [{ $pow: [i(2), i(10)] }, i(1024)], [{ $pow: [i(2), i(40)] }, l(2 ** 40)], [{ $pow: [i(2), i(-1)] }, d(0.5)], [{ $sqrt: i(16) }, d(4)], [{ $exp: i(0) }, d(1)], [{ $ln: i(1) }, d(0)], [{ $log10: i(1000) }, d(3)], [{ $log: [i(8), i(2)] }, d(3)],
  [{ $bitAnd: [i(6), i(3)] }, i(2)], [{ $bitOr: [i(6), l(1)] }, l(7)], [{ $bitXor: [i(6), i(3)] }, i(5)], [{ $bitNot: i(5) }, i(-6)], [{ $degreesToRadians: i(180) }, d(Math.PI)],
  [{ $sum: ['$a', '$b', 'x'] }, i(3)], [{ $sum: '$arr' }, i(6)], [{ $avg: '$arr' }, d(2)], [{ $min: '$arr' }, i(1)], [{ $max: ['$a', '$b'] }, i(2)], [{ $avg: '$missing' }, null], [{ $sum: '$missing' }, i(0)], [{ $stdDevPop: [i(1), i(3)] }, d(1)],
  // strings
  [{ $concat: ['$s', ' ', 'w'] }, 'Hello w'], [{ $concat: ['$s', '$n'] }, null], [{ $toUpper: '$s' }, 'HELLO'], [{ $toLower: '$missing' }, ''], [{ $split: ['a,b', ','] }, ['a', 'b']], [{ $substrCP: ['héllo', i(1), i(3)] }, 'éll'],
  [{ $substrBytes: ['héllo', i(1), i(2)] }, 'é'], [{ $substr: ['hello', i(1), i(-1)] }, 'ello'], [{ $strLenCP: 'hé' }, i(2)], [{ $strLenBytes: 'hé' }, i(3)], [{ $indexOfCP: ['héllo', 'l'] }, i(2)], [{ $indexOfBytes: ['héllo', 'l'] }, i(3)], [{ $indexOfCP: ['a', 'z'] }, i(-1)],
  [{ $strcasecmp: ['ABC', 'abc'] }, i(0)], [{ $trim: { input: '  x ' } }, 'x'], [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'], [{ $rtrim: { input: 'axx', chars: 'x' } }, 'a'],
  [{ $replaceOne: { input: 'aa', find: 'a', replacement: { $literal: '$&' } } }, '$&a'], [{ $replaceAll: { input: 'aa', find: 'a', replacement: 'b' } }, 'bb'],
  [{ $regexMatch: { input: '$s', regex: /^h/i } }, true], [{ $regexMatch: { input: '$s', regex: '^h', options: 'i' } }, true], [{ $regexFind: { input: 'ab12', regex: new BSONRegExp('([a-z]+)(\\d+)') } }, { match: 'ab12', idx: i(0), captures: ['ab', '12'] }],
  [{ $regexFindAll: { input: 'a1b2', regex: '\\d' } }, [{ match: '1', idx: i(1), captures: [] }, { match: '2', idx: i(3), captures: [] }]], [{ $regexFind: { input: '$n', regex: 'x' } }, null],
  [{ $binarySize: new Binary(Buffer.from('abc')) }, i(3)], [{ $bsonSize: {} }, i(5)],
  // arrays
  [{ $arrayElemAt: ['$arr', i(-1)] }, i(2)], [{ $arrayElemAt: ['$arr', i(9)] }, undefined], [{ $first: '$arr' }, i(3)], [{ $last: '$arr' }, i(2)], [{ $concatArrays: ['$arr', [i(9)]] }, [i(3), i(1), i(2), i(9)]], [{ $slice: ['$arr', i(2)] }, [i(3), i(1)]],
  [{ $slice: ['$arr', i(-2), i(1)] }, [i(1)]], [{ $in: [i(1), '$arr'] }, true], [{ $indexOfArray: ['$arr', i(2)] }, i(2)], [{ $isArray: ['$arr'] }, true], [{ $range: [i(0), i(5), i(2)] }, [i(0), i(2), i(4)]],
  [{ $reverseArray: '$arr' }, [i(2), i(1), i(3)]], [{ $size: '$arr' }, i(3)], [{ $map: { input: '$arr', as: 'x', in: { $multiply: ['$$x', i(2)] } } }, [i(6), i(2), i(4)]], [{ $filter: { input: '$arr', as: 'x', cond: { $gt: ['$$x', i(1)] } } }, [i(3), i(2)]],
  [{ $filter: { input: '$arr', cond: { $gt: ['$$this', i(1)] }, limit: i(1) } }, [i(3)]], [{ $reduce: { input: '$arr', initialValue: i(0), in: { $add: ['$$value', '$$this'] } } }, i(6)],
  [{ $zip: { inputs: [[1, 2], ['a']] } }, [[1, 'a']]], [{ $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } }, [[1, 'a'], [2, 'z']]],
  [{ $sortArray: { input: '$arr', sortBy: 1 } }, [i(1), i(2), i(3)]], [{ $sortArray: { input: '$list', sortBy: { v: -1 } } }, [{ v: i(2) }, { v: i(1) }, { w: 1 }]],
  [{ $arrayToObject: [[['a', 1], ['b', 2]]] }, { a: 1, b: 2 }], [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }], [{ $objectToArray: '$o.y' }, [{ k: 'z', v: 'deep' }]],
  [{ $setUnion: ['$arr', [i(1), i(9)]] }, [i(1), i(2), i(3), i(9)]], [{ $setIntersection: ['$arr', [i(1), i(9)]] }, [i(1)]], [{ $setDifference: ['$arr', [i(1)]] }, [i(3), i(2)]], [{ $setIsSubset: [[i(1)], '$arr'] }, true], [{ $setEquals: [[i(1), i(1)], [i(1)]] }, true],
  [{ $allElementsTrue: [[true, 1]] }, true], [{ $anyElementTrue: [[0, null]] }, false], [{ $firstN: { n: i(2), input: '$arr' } }, [i(3), i(1)]], [{ $maxN: { n: i(2), input: '$arr' } }, [i(3), i(2)]], [{ $minN: { n: i(1), input: '$arr' } }, [i(1)]], [{ $lastN: { n: i(1), input: '$arr' } }, [i(2)]],
  // objects and types
  [{ $mergeObjects: ['$o.y', { q: 1 }, null] }, { z: 'deep', q: 1 }], [{ $getField: 'a' }, i(1)], [{ $getField: { field: 'z', input: '$o.y' } }, 'deep'], [{ $setField: { field: 'z', input: '$o.y', value: 1 } }, { z: 1 }], [{ $unsetField: { field: 'z', input: '$o.y' } }, {}],
  [{ $type: '$a' }, 'int'], [{ $type: '$missing' }, 'missing'], [{ $isNumber: '$a' }, true], [{ $tsSecond: new Timestamp({ t: 5, i: 6 }) }, l(5)], [{ $tsIncrement: new Timestamp({ t: 5, i: 6 }) }, l(6)],
  // conversions
  [{ $toString: '$id' }, '65f000000000000000000001'], [{ $toString: '$a' }, '1'], [{ $toString: '$date' }, '2024-02-29T13:14:15.016Z'], [{ $toString: d(1.5) }, '1.5'], [{ $toObjectId: '65f000000000000000000001' }, id], [{ $toInt: '12' }, i(12)], [{ $toInt: d(1.9) }, i(1)], [{ $toLong: '$date' }, l(date.getTime())],
  [{ $toDouble: '1.5' }, d(1.5)], [{ $toDecimal: d(5.5) }, dec('5.50000000000000')], [{ $toDecimal: '1.20' }, dec('1.20')], [{ $toBool: 'false' }, true], [{ $toBool: i(0) }, false], [{ $toDate: '2024-02-29T13:14:15.016Z' }, date], [{ $toDate: '$id' }, id.getTimestamp()], [{ $toDate: l(5) }, new Date(5)],
  [{ $toInt: null }, null], [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'], [{ $convert: { input: '$missing', to: 'int', onNull: 'none' } }, 'none'], [{ $convert: { input: '5', to: i(16) } }, i(5)],
  // dates
  [{ $year: '$date' }, i(2024)], [{ $month: '$date' }, i(2)], [{ $dayOfMonth: '$date' }, i(29)], [{ $hour: { date: '$date', timezone: 'America/New_York' } }, i(8)], [{ $hour: { date: '$date', timezone: '+05:30' } }, i(18)], [{ $dayOfWeek: '$date' }, i(5)], [{ $isoDayOfWeek: '$date' }, i(4)],
  [{ $dayOfYear: '$date' }, i(60)], [{ $week: '$date' }, i(8)], [{ $isoWeek: '$date' }, i(9)], [{ $isoWeekYear: new Date('2021-01-01') }, l(2020)], [{ $millisecond: '$date' }, i(16)], [{ $year: '$n' }, null],
  [{ $dateAdd: { startDate: '$date', unit: 'month', amount: i(12) } }, new Date('2025-02-28T13:14:15.016Z')], [{ $dateAdd: { startDate: new Date('2024-01-31'), unit: 'month', amount: i(1) } }, new Date('2024-02-29')],
  [{ $dateSubtract: { startDate: '$date', unit: 'day', amount: i(1) } }, new Date('2024-02-28T13:14:15.016Z')], [{ $dateAdd: { startDate: new Date('2024-03-10T06:30:00Z'), unit: 'day', amount: i(1), timezone: 'America/New_York' } }, new Date('2024-03-11T05:30:00Z')],
  [{ $dateDiff: { startDate: new Date('2024-01-31'), endDate: new Date('2024-02-01'), unit: 'month' } }, l(1)], [{ $dateDiff: { startDate: new Date('2024-01-01T23:59:00Z'), endDate: new Date('2024-01-02T00:01:00Z'), unit: 'day' } }, l(1)], [{ $dateDiff: { startDate: new Date('2024-02-24'), endDate: new Date('2024-02-26'), unit: 'week', startOfWeek: 'monday' } }, l(1)],
  [{ $dateTrunc: { date: '$date', unit: 'month' } }, new Date('2024-02-01')], [{ $dateTrunc: { date: '$date', unit: 'week', startOfWeek: 'monday' } }, new Date('2024-02-26')], [{ $dateTrunc: { date: '$date', unit: 'minute', binSize: i(15) } }, new Date('2024-02-29T13:00:00Z')], [{ $dateTrunc: { date: '$date', unit: 'day', timezone: 'America/New_York' } }, new Date('2024-02-29T05:00:00Z')], [{ $dateTrunc: { date: '$date', unit: 'quarter' } }, new Date('2024-01-01')],
  [{ $dateToString: { date: '$date', format: '%Y-%m-%d' } }, '2024-02-29'], [{ $dateToString: { date: '$date' } }, '2024-02-29T13:14:15.016Z'], [{ $dateToString: { date: '$date', format: '%H:%M %z', timezone: 'Europe/Berlin' } }, '14:14 +0100'], [{ $dateToString: { date: '$n', onNull: 'x' } }, 'x'], [{ $dateToString: { date: '$date', format: '%G-W%V-%u %j %L %%' } }, '2024-W09-4 060 016 %'],
  [{ $dateFromString: { dateString: '2024-02-29' } }, new Date('2024-02-29')], [{ $dateFromString: { dateString: '2024-02-29T10:00:00', timezone: 'Europe/Berlin' } }, new Date('2024-02-29T09:00:00Z')], [{ $dateFromString: { dateString: '29/02/2024', format: '%d/%m/%Y' } }, new Date('2024-02-29')], [{ $dateFromString: { dateString: 'x', onError: 'bad' } }, 'bad'],
  [{ $dateFromParts: { year: i(2024), month: i(14) } }, new Date('2025-02-01')], [{ $dateFromParts: { isoWeekYear: i(2024), isoWeek: i(9), isoDayOfWeek: i(4) } }, new Date('2024-02-29')], [{ $dateToParts: { date: '$date' } }, { year: i(2024), month: i(2), day: i(29), hour: i(13), minute: i(14), second: i(15), millisecond: i(16) }],
]

describe('expressions', () => {
  it.each(CASES)('%j', (expression, expected) => {
    expect(evaluateExpression(expression, DOC, { now: date })).toEqual(expected)
  })

  it.each<[unknown, number, string]>([
    [{ $foo: 1 }, 168, "Unrecognized expression '$foo'"],
    [{ $eq: [1] }, 16020, 'Expression $eq takes exactly 2 arguments. 1 were passed in.'],
    [{ $add: ['$s', 1] }, 14, '$add only supports numeric or date types, not string'],
    [{ $divide: [1, 0] }, 2, "can't $divide by zero"],
    [{ $mod: [1, 0] }, 16610, "can't $mod by zero"],
    [{ $concat: ['$a'] }, 16702, '$concat only supports strings, not int'],
    [{ $size: '$missing' }, 17124, 'The argument to $size must be an array, but was of type: missing'],
    [{ $toInt: 'x' }, 241, "Failed to parse number 'x' in $convert with no onError value"],
    [{ $toObjectId: 'x' }, 241, 'Failed to parse objectId'],
    [{ $toInt: l(2 ** 40) }, 241, 'overflow'],
    ['$$nope', 17276, 'Use of undefined variable: nope'],
    [{ $eq: [1, 1], $ne: [1, 1] }, 15983, 'exactly one field'],
    [{ $switch: { branches: [] } }, 40068, 'at least one branch'],
    [{ $dateToString: { date: '$date', format: '%Q' } }, 18536, 'Invalid format character'],
    [{ $map: { input: '$a', in: 1 } }, 16883, 'input to $map must be an array not int'],
    [{ $arrayElemAt: ['$a', 0] }, 28689, 'first argument must be an array'],
    [{ $in: [1, '$a'] }, 40081, '$in requires an array'],
    ['$', 16872, 'not a valid FieldPath'],
  ])('%j is refused', (expression, code, message) => {
    expect(() => evaluateExpression(expression, DOC, { now: date })).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }))
  })

  it('knows NOW and let', () => {
    expect(evaluateExpression('$$NOW', DOC, { now: date })).toEqual(date)
    expect(evaluateExpression({ $add: ['$$x', '$a'] }, DOC, { now: date, let: { x: i(5) } })).toEqual(i(6))
  })
})
