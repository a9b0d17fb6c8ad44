import { Binary, Decimal128, Double, Long } from 'bson'
import { finds, refused, table } from '../case.ts'

const bytes = (...list: number[]): Binary => new Binary(Buffer.from(list))

export default table(
  '$bitsAllSet $bitsAllClear $bitsAnySet $bitsAnyClear',
  finds(
    [
      { a: 7 },
      { a: 5 },
      { a: 4 },
      { a: new Double(5) },
      { a: new Double(5.5) },
      { a: -1 },
      { a: bytes(5) },
      { a: bytes(0, 1) },
      { a: [2, 5] },
      { a: 'x' },
      {},
      { a: Decimal128.fromString('5') },
      { a: new Double(1e20) },
    ],
    [
      ['all set, by mask', { a: { $bitsAllSet: 5 } }, [0, 1, 3, 5, 6, 8, 11]],
      ['all set, by positions', { a: { $bitsAllSet: [0, 2] } }, [0, 1, 3, 5, 6, 8, 11]],
      ['all set, by bytes', { a: { $bitsAllSet: bytes(5) } }, [0, 1, 3, 5, 6, 8, 11]],
      ['any set', { a: { $bitsAnySet: [1, 8] } }, [0, 5, 7, 8]],
      ['all clear', { a: { $bitsAllClear: 3 } }, [2, 7]],
      ['any clear', { a: { $bitsAnyClear: 3 } }, [1, 2, 3, 6, 7, 8, 11]],
      ['a negative number goes on with ones', { a: { $bitsAllSet: [63, 100] } }, [5]],
      ['bytes beyond the end are zero', { a: { $bitsAllClear: [100] } }, [0, 1, 2, 3, 6, 7, 8, 11]],
      ['no bits at all, all of them', { a: { $bitsAllSet: [] } }, [0, 1, 2, 3, 5, 6, 7, 8, 11]],
      ['no bits at all, any of them', { a: { $bitsAnySet: 0 } }, []],
      ['a long mask', { a: { $bitsAnySet: Long.fromString('4611686018427387904') } }, [5]],
      [
        'a negative mask',
        { a: { $bitsAllSet: -1 } },
        refused(9, 'Expected a non-negative number in: $bitsAllSet: -1'),
      ],
      ['a fraction', { a: { $bitsAllSet: 1.5 } }, refused(9, 'Expected an integer: $bitsAllSet: 1.5')],
      [
        'a text',
        { a: { $bitsAllSet: 'x' } },
        refused(2, 'a takes an Array, a number, or a BinData but received: $bitsAllSet: "x"'),
      ],
      [
        'a negative position',
        { a: { $bitsAnySet: [-1] } },
        refused(2, 'Failed to parse bit position. Expected a non-negative number in: 0: -1'),
      ],
      [
        'a position with a fraction',
        { a: { $bitsAnySet: [1.5] } },
        refused(2, 'Failed to parse bit position. Expected an integer: 0: 1.5'),
      ],
      [
        'a position that is a text',
        { a: { $bitsAnySet: ['x'] } },
        refused(2, 'Failed to parse bit position. Expected a number in: 0: "x"'),
      ],
    ],
  ),
)
