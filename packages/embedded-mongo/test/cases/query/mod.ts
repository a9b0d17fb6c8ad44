import { Decimal128, Double, Long } from 'bson'
import { finds, refused, table } from '../case.ts'

export default table(
  '$mod',
  finds(
    [
      { a: 5 },
      { a: new Double(5.7) },
      { a: [2, 9] },
      { a: 4 },
      { a: 'x' },
      { a: -3 },
      { a: Long.fromNumber(13) },
      { a: Decimal128.fromString('5.9') },
      { a: new Double(NaN) },
      { a: new Double(Infinity) },
      {},
    ],
    [
      ['the remainder, fractions cut off', { a: { $mod: [4, 1] } }, [0, 1, 2, 6, 7]],
      ['negative numbers keep their sign', { a: { $mod: [4, -3] } }, [5]],
      ['a divisor with a fraction is cut off', { a: { $mod: [4.9, 1.9] } }, [0, 1, 2, 6, 7]],
      ['no array', { a: { $mod: 4 } }, refused(2, 'malformed mod, needs to be an array')],
      ['too few', { a: { $mod: [4] } }, refused(2, 'malformed mod, not enough elements')],
      ['none', { a: { $mod: [] } }, refused(2, 'malformed mod, not enough elements')],
      ['too many', { a: { $mod: [4, 1, 1] } }, refused(2, 'malformed mod, too many elements')],
      ['divisor 0', { a: { $mod: [0, 1] } }, refused(2, 'divisor cannot be 0')],
      ['a divisor that is cut to 0', { a: { $mod: [0.5, 1] } }, refused(2, 'divisor cannot be 0')],
      [
        'a divisor that is no number',
        { a: { $mod: ['x', 1] } },
        refused(2, 'malformed mod, divisor not a number'),
      ],
      [
        'a remainder that is no number',
        { a: { $mod: [4, 'x'] } },
        refused(2, 'malformed mod, remainder not a number'),
      ],
      [
        'an infinite divisor',
        { a: { $mod: [new Double(Infinity), 1] } },
        refused(2, /malformed mod, divisor value is invalid/),
      ],
    ],
  ),
)
