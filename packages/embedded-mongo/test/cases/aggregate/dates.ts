import { Double, Long } from 'bson'
import { evaluates, refused, table } from '../case.ts'

const AT = new Date('2024-02-29T23:14:15.016Z')
const BERLIN = 'Europe/Berlin'

export default table(
  'dates',
  evaluates({ at: AT, n: null, s: 'x' }, [
    ['$year', { $year: '$at' }, 2024],
    ['$month', { $month: '$at' }, 2],
    ['$dayOfMonth', { $dayOfMonth: '$at' }, 29],
    ['$dayOfMonth elsewhere', { $dayOfMonth: { date: '$at', timezone: BERLIN } }, 1],
    ['$hour with an offset', { $hour: { date: '$at', timezone: '-05:30' } }, 17],
    ['$minute', { $minute: '$at' }, 14],
    ['$second', { $second: '$at' }, 15],
    ['$millisecond', { $millisecond: '$at' }, 16],
    ['$dayOfWeek, Sunday is 1', { $dayOfWeek: '$at' }, 5],
    ['$dayOfYear', { $dayOfYear: '$at' }, 60],
    ['$week', { $week: '$at' }, 8],
    ['$isoWeek', { $isoWeek: '$at' }, 9],
    ['$isoDayOfWeek', { $isoDayOfWeek: '$at' }, 4],
    ['$isoWeekYear is a long', { $isoWeekYear: new Date('2021-01-01') }, Long.fromNumber(2020)],
    ['of null', { $year: '$n' }, null],
    ['of a text', { $year: '$s' }, refused(16006, /can't convert from BSON type string to Date/)],
    [
      'an unknown time zone',
      { $hour: { date: '$at', timezone: 'Nowhere' } },
      refused(40485, /unrecognized time zone identifier: "Nowhere"/),
    ],
    ['$dateToString', { $dateToString: { date: '$at' } }, '2024-02-29T23:14:15.016Z'],
    [
      '$dateToString by a format',
      { $dateToString: { date: '$at', format: '%d.%m.%Y %H:%M:%S.%L %j %u %V %G %%' } },
      '29.02.2024 23:14:15.016 060 4 09 2024 %',
    ],
    [
      '$dateToString elsewhere',
      { $dateToString: { date: '$at', format: '%Y-%m-%d %z', timezone: BERLIN } },
      '2024-03-01 +0100',
    ],
    ['$dateToString of null', { $dateToString: { date: '$n', onNull: 'never' } }, 'never'],
    [
      '$dateToString by a wrong format',
      { $dateToString: { date: '$at', format: '%q' } },
      refused(18536, /Invalid format character '%q' in format string/),
    ],
    [
      '$dateFromString',
      { $dateFromString: { dateString: '2024-02-29T10:00:00Z' } },
      new Date('2024-02-29T10:00:00Z'),
    ],
    [
      '$dateFromString by a format',
      { $dateFromString: { dateString: '29/02/2024', format: '%d/%m/%Y' } },
      new Date('2024-02-29'),
    ],
    [
      '$dateFromString elsewhere',
      { $dateFromString: { dateString: '2024-07-01', timezone: BERLIN } },
      new Date('2024-06-30T22:00:00Z'),
    ],
    ['$dateFromString with onError', { $dateFromString: { dateString: 'x', onError: 'no' } }, 'no'],
    [
      '$dateFromString of no date',
      { $dateFromString: { dateString: 'x' } },
      refused(241, /Error parsing date string 'x'/),
    ],
    [
      '$dateFromParts',
      { $dateFromParts: { year: 2024, month: 2, day: 29, hour: 12 } },
      new Date('2024-02-29T12:00:00Z'),
    ],
    [
      '$dateFromParts beyond a month',
      { $dateFromParts: { year: 2024, month: 14, day: 0 } },
      new Date('2025-01-31'),
    ],
    [
      '$dateFromParts by ISO weeks',
      { $dateFromParts: { isoWeekYear: 2024, isoWeek: 9, isoDayOfWeek: 4 } },
      new Date('2024-02-29'),
    ],
    [
      '$dateToParts',
      { $dateToParts: { date: '$at' } },
      { year: 2024, month: 2, day: 29, hour: 23, minute: 14, second: 15, millisecond: 16 },
    ],
    [
      '$dateAdd of a month at its end',
      { $dateAdd: { startDate: new Date('2024-01-31'), unit: 'month', amount: 1 } },
      new Date('2024-02-29'),
    ],
    [
      '$dateAdd of a year on a leap day',
      { $dateAdd: { startDate: new Date('2024-02-29'), unit: 'year', amount: 1 } },
      new Date('2025-02-28'),
    ],
    [
      '$dateAdd of a day over the clock change',
      { $dateAdd: { startDate: new Date('2024-03-30T12:00:00Z'), unit: 'day', amount: 1, timezone: BERLIN } },
      new Date('2024-03-31T11:00:00Z'),
    ],
    [
      '$dateSubtract',
      { $dateSubtract: { startDate: '$at', unit: 'hour', amount: 24 } },
      new Date('2024-02-28T23:14:15.016Z'),
    ],
    [
      '$dateDiff in days',
      {
        $dateDiff: {
          startDate: new Date('2024-02-28T23:59:00Z'),
          endDate: new Date('2024-02-29T00:01:00Z'),
          unit: 'day',
        },
      },
      Long.fromNumber(1),
    ],
    [
      '$dateDiff in months',
      { $dateDiff: { startDate: new Date('2024-01-31'), endDate: new Date('2024-03-01'), unit: 'month' } },
      Long.fromNumber(2),
    ],
    [
      '$dateDiff in weeks from Monday',
      {
        $dateDiff: {
          startDate: new Date('2024-03-03'),
          endDate: new Date('2024-03-04'),
          unit: 'week',
          startOfWeek: 'monday',
        },
      },
      Long.fromNumber(1),
    ],
    ['$dateTrunc', { $dateTrunc: { date: '$at', unit: 'month' } }, new Date('2024-02-01')],
    [
      '$dateTrunc to weeks from Monday',
      { $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } },
      new Date('2024-02-26'),
    ],
    [
      '$dateTrunc into bins',
      { $dateTrunc: { date: '$at', unit: 'minute', binSize: 15 } },
      new Date('2024-02-29T23:00:00Z'),
    ],
    [
      '$dateTrunc elsewhere',
      { $dateTrunc: { date: '$at', unit: 'day', timezone: BERLIN } },
      new Date('2024-02-29T23:00:00Z'),
    ],
    [
      'an unknown unit',
      { $dateTrunc: { date: '$at', unit: 'blink' } },
      refused(5439014, /\$dateTrunc parameter 'unit' value cannot be recognized as a time unit: blink/),
    ],
    ['$toLong of a date', { $toLong: '$at' }, Long.fromNumber(AT.getTime())],
    ['$toDouble of a date', { $toDouble: '$at' }, new Double(AT.getTime())],
  ]),
)
