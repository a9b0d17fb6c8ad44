import { finds, refused, table } from '../case.ts'

export default table(
  '$all $size',
  finds(
    [{ a: [2, 3, 1] }, { a: [1] }, { a: 1 }, {}, { a: [] }, { a: [1, 2] }, { a: [[1, 2]] }, { a: null }],
    [
      ['every value', { a: { $all: [1, 2] } }, [0, 5]],
      ['of one value, a scalar too', { a: { $all: [1] } }, [0, 1, 2, 5]],
      ['of nothing matches nothing', { a: { $all: [] } }, []],
      ['a whole array', { a: { $all: [[1, 2]] } }, [5, 6]],
      ['null', { a: { $all: [null] } }, [3, 7]],
      ['$size', { a: { $size: 2 } }, [5]],
      ['$size 0', { a: { $size: 0 } }, [4]],
      ['$size of one', { a: { $size: 1 } }, [1, 6]],
      ['$size counts the field’s own elements', { 'a.0': { $size: 2 } }, [6]],
      ['no array', { a: { $all: 1 } }, refused(2, '$all needs an array')],
      ['no operators', { a: { $all: [{ $gt: 1 }] } }, refused(2, 'no $ expressions in $all')],
      [
        'all $elemMatch or none',
        { a: { $all: [{ $elemMatch: { b: 1 } }, 1] } },
        refused(2, '$all/$elemMatch has to be consistent'),
      ],
      [
        '$size is not negative',
        { a: { $size: -1 } },
        refused(2, 'Failed to parse $size. Expected a non-negative number in: $size: -1'),
      ],
      [
        '$size is whole',
        { a: { $size: 1.5 } },
        refused(2, 'Failed to parse $size. Expected an integer: $size: 1.5'),
      ],
      [
        '$size is a number',
        { a: { $size: 'x' } },
        refused(2, 'Failed to parse $size. Expected a number in: $size: "x"'),
      ],
    ],
  ),
  finds(
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, { a: 'xy' }, { a: ['ax', 'by'] }],
    [
      ['several $elemMatch', { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, [0]],
      ['through a path', { 'a.b': { $all: [1, 2] } }, [0]],
      ['regexes', { a: { $all: [/x/, /y/] } }, [3, 4]],
    ],
  ),
)
