import { finds, refused, table } from '../case.ts'

export default table(
  '$expr $comment $sampleRate',
  finds(
    [{ a: 1, b: 2 }, { a: 3, b: 2 }, { a: 2 }, { a: [5, 1], b: 2 }],
    [
      ['compares fields', { $expr: { $gt: ['$a', '$b'] } }, [1, 2, 3]],
      ['in the order of types', { $expr: { $lt: ['$b', 'x'] } }, [0, 1, 2, 3]],
      ['a value that is true', { $expr: '$b' }, [0, 1, 3]],
      ['with variables of the command', { $expr: { $eq: ['$a', '$$x'] } }, [1], { let: { x: 3 } }],
      ['beside fields', { b: 2, $expr: { $eq: ['$a', 1] } }, [0]],
      ['within $or', { $or: [{ $expr: { $eq: ['$a', 1] } }, { a: 2 }] }, [0, 2]],
      ['an unknown operator', { $expr: { $foo: 1 } }, refused(168, "Unrecognized expression '$foo'")],
      ['an undefined variable', { $expr: '$$x' }, refused(17276, 'Use of undefined variable: x')],
      ['below a field', { a: { $expr: 1 } }, refused(2, 'unknown operator: $expr')],
      ['$comment says nothing', { $comment: 'x', a: 1 }, [0, 3]],
      ['$comment below a field', { a: { $comment: 'x', $gt: 2 } }, [1, 3]],
      ['$sampleRate 1 is everything', { $sampleRate: 1 }, [0, 1, 2, 3]],
      ['$sampleRate 0 is nothing', { $sampleRate: 0 }, []],
      ['$alwaysTrue', { $alwaysTrue: 1 }, [0, 1, 2, 3]],
      ['$alwaysFalse', { $alwaysFalse: 1 }, []],
    ],
  ),
)
