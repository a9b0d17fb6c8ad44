import { finds, table } from '../case.ts'

export default table(
  'paths',
  finds(
    [
      { a: { b: 1 } },
      { a: [{ b: 1 }] },
      { a: [{ b: [1] }] },
      { a: [[{ b: 1 }]] },
      { a: { b: [{ c: 1 }] } },
      { a: [{ b: { c: 1 } }] },
      { a: 1 },
      {},
      { a: [] },
      { a: [1, { b: 2 }] },
    ],
    [
      ['into objects, elements, and elements of elements’ lists', { 'a.b': 1 }, [0, 1, 2]],
      ['a position, then a name', { 'a.0.b': 1 }, [1, 2, 3]],
      ['a position of a position', { 'a.0.0.b': 1 }, [3]],
      ['two levels', { 'a.b.c': 1 }, [4, 5]],
      ['with a position between', { 'a.b.0.c': 1 }, [4]],
      ['not equal: no element may be', { 'a.b': { $ne: 1 } }, [3, 4, 5, 6, 7, 8, 9]],
      ['null: an element that is no object says nothing', { 'a.b': null }, [6, 7]],
      ['exists', { 'a.b': { $exists: true } }, [0, 1, 2, 4, 5, 9]],
      ['a range', { 'a.b': { $gt: 1 } }, [9]],
      ['$in', { 'a.b': { $in: [2, null] } }, [6, 7, 9]],
      ['$size of what a path leads to', { 'a.b': { $size: 1 } }, [2, 4]],
      ['$type array of what a path leads to', { 'a.b': { $type: 'array' } }, [2, 4]],
    ],
  ),
  finds(
    [{ a: { 0: 'x' } }, { a: ['x'] }, { a: [{ 0: 'x' }] }, { a: [['x']] }],
    [
      ['a number is a position and a name', { 'a.0': 'x' }, [0, 1, 2, 3]],
      ['a number with a zero in front is only a name', { 'a.00': 'x' }, []],
    ],
  ),
  finds(
    [{ 'a.b': 1 }, { a: { b: 1 } }, { '': 1 }, { a: { '': 1 } }],
    [
      ['a name with a dot is not reached by a path', { 'a.b': 1 }, [1]],
      ['an empty name', { '': 1 }, [2]],
      ['an empty part', { 'a.': 1 }, [3]],
    ],
  ),
  finds(
    [{ a: [1, 5, 9] }, { a: [4, 6] }, { a: 5 }, { a: [] }],
    [
      ['two conditions, two elements', { a: { $gt: 8, $lt: 2 } }, [0]],
      ['the same in one element', { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, [0]],
      ['not of two conditions', { a: { $not: { $gt: 8 } } }, [1, 2, 3]],
      ['$nor of ranges', { $nor: [{ a: { $gt: 8 } }, { a: { $lt: 5 } }] }, [2, 3]],
    ],
  ),
)
