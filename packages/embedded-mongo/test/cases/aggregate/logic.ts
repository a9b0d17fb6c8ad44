import { Double } from 'bson'
import { evaluates, MISSING, refused, table } from '../case.ts'

export default table(
  'comparison, logic, variables',
  evaluates({ a: 1, b: 2, s: 'x', n: null, arr: [1, 2], o: { x: 1 } }, [
    ['$eq across number types', { $eq: ['$a', new Double(1)] }, true],
    ['$eq: missing is not null', { $eq: ['$x', null] }, false],
    ['$eq of missing and missing', { $eq: ['$x', '$y'] }, true],
    ['$ne', { $ne: ['$a', '$b'] }, true],
    ['$gt', { $gt: ['$b', '$a'] }, true],
    ['$gt across types', { $gt: ['$s', 99] }, true],
    ['$lt: missing is less than null', { $lt: ['$x', null] }, true],
    ['$gte', { $gte: ['$a', 1] }, true],
    ['$lte of arrays', { $lte: ['$arr', [1, 3]] }, true],
    ['$cmp', { $cmp: ['$b', '$a'] }, 1],
    [
      '$cmp of one',
      { $cmp: [1] },
      refused(16020, 'Expression $cmp takes exactly 2 arguments. 1 were passed in.'),
    ],
    ['$and', { $and: ['$a', '$s'] }, true],
    ['$and of nothing', { $and: [] }, true],
    ['$and with null', { $and: ['$a', '$n'] }, false],
    ['$or', { $or: ['$n', '$a'] }, true],
    ['$or of nothing', { $or: [] }, false],
    ['$not', { $not: ['$n'] }, true],
    ['$not of an empty text', { $not: [''] }, false],
    ['$cond as a list', { $cond: ['$n', 1, 2] }, 2],
    ['$cond as an object', { $cond: { if: '$a', then: 'y', else: 'n' } }, 'y'],
    [
      '$cond without else',
      { $cond: { if: 1, then: 2 } },
      refused(17082, "Missing 'else' parameter to $cond"),
    ],
    [
      '$cond with another field',
      { $cond: { if: 1, then: 2, else: 3, foo: 4 } },
      refused(17083, 'Unrecognized parameter to $cond: foo'),
    ],
    ['$ifNull', { $ifNull: ['$n', '$x', 'z'] }, 'z'],
    ['$ifNull takes the first that is there', { $ifNull: ['$a', 'z'] }, 1],
    ['$ifNull of one', { $ifNull: ['$a'] }, refused(1257300, '$ifNull needs at least two arguments, had: 1')],
    [
      '$switch',
      {
        $switch: {
          branches: [
            { case: { $eq: ['$a', 2] }, then: 'two' },
            { case: true, then: 'rest' },
          ],
        },
      },
      'rest',
    ],
    ['$switch with a default', { $switch: { branches: [{ case: false, then: 1 }], default: 'd' } }, 'd'],
    [
      '$switch that finds nothing',
      { $switch: { branches: [{ case: false, then: 1 }] } },
      refused(
        40066,
        /\$switch could not find a matching branch for an input, and no default was specified\./,
      ),
    ],
    [
      '$switch without branches',
      { $switch: { branches: [] } },
      refused(40068, '$switch requires at least one branch.'),
    ],
    ['$let', { $let: { vars: { v: { $add: ['$a', 1] } }, in: { $multiply: ['$$v', 3] } } }, 6],
    ['$let without in', { $let: { vars: {} } }, refused(16877, "Missing 'in' parameter to $let")],
    [
      '$let with a name that may not be',
      { $let: { vars: { V: 1 }, in: 1 } },
      refused(9, "'V' starts with an invalid character for a user variable name"),
    ],
    ['a variable that is not there', '$$v', refused(17276, 'Use of undefined variable: v')],
    ['$$ROOT', '$$ROOT.a', 1],
    ['$$CURRENT', '$$CURRENT.o.x', 1],
    ['a path through an array', '$arr.x', []],
    ['a position is no path', '$arr.0', []],
    ['an object', { p: '$a', q: '$x' }, { p: 1 }],
    ['a list', ['$a', '$x'], [1, null]],
    ['an unknown operator', { $foo: 1 }, refused(168, "Unrecognized expression '$foo'")],
    [
      'two operators',
      { $add: [1], $subtract: [1, 1] },
      refused(
        15983,
        'an object representing an expression must have exactly one field: { $add: [ 1 ], $subtract: [ 1, 1 ] }',
      ),
    ],
    ['only a dollar', '$', refused(16872, "'$' by itself is not a valid FieldPath")],
    ['a path that ends with a dot', '$a.', refused(40353, "FieldPath must not end with a '.'.")],
    ['$$REMOVE in $cond', { $cond: [true, '$$REMOVE', 1] }, MISSING],
    ['$in', { $in: [2, '$arr'] }, true],
    [
      '$in of no array',
      { $in: [2, '$a'] },
      refused(40081, /\$in requires an array as a second argument, found: int/),
    ],
  ]),
)
