import { Decimal128, Double } from 'bson'
import { finds, refused, table } from '../case.ts'

const DOCS = [
  { a: 1 },
  { a: 'x' },
  { a: null },
  {},
  { a: [5, 1] },
  { a: 'xyz' },
  { a: [1, 2] },
  { a: [] },
  { a: new Double(2) },
]

export default table(
  '$in $nin',
  finds(DOCS, [
    ['any of the values, any element', { a: { $in: [1, 'x'] } }, [0, 1, 4, 6]],
    ['null takes the missing', { a: { $in: [null] } }, [2, 3]],
    ['numbers of every type', { a: { $in: [Decimal128.fromString('2.0')] } }, [6, 8]],
    ['a regex', { a: { $in: [/^x/, 5] } }, [1, 4, 5]],
    ['a whole array', { a: { $in: [[1, 2], []] } }, [6, 7]],
    ['nothing', { a: { $in: [] } }, []],
    ['through a path', { 'a.0': { $in: [1, 5] } }, [4, 6]],
    ['$nin', { a: { $nin: [1, null] } }, [1, 5, 7, 8]],
    ['$nin of nothing is everything', { a: { $nin: [] } }, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['$nin with a regex', { a: { $nin: [/^x/] } }, [0, 2, 3, 4, 6, 7, 8]],
    ['no array', { a: { $in: 1 } }, refused(2, '$in needs an array')],
    ['$nin without an array', { a: { $nin: 1 } }, refused(2, '$nin needs an array')],
    ['no operators inside', { a: { $in: [{ $gt: 1 }] } }, refused(2, 'cannot nest $ under $in')],
    ['none inside $nin', { a: { $nin: [{ $gt: 1 }] } }, refused(2, 'cannot nest $ under $in')],
  ]),
  finds(
    [{ a: 'Ab' }, { a: 'ab' }, { a: 'áb' }],
    [
      ['by collation', { a: { $in: ['AB'] } }, [0, 1], { collation: { locale: 'en', strength: 2 } }],
      [
        'by the weakest collation',
        { a: { $in: ['AB'] } },
        [0, 1, 2],
        { collation: { locale: 'en', strength: 1 } },
      ],
    ],
  ),
)
