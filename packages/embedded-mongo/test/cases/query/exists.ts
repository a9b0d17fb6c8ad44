import { finds, table } from '../case.ts'

export default table(
  '$exists',
  finds(
    [
      {},
      { a: null },
      { a: 0 },
      { a: [] },
      { a: { b: 1 } },
      { a: [{ b: 1 }] },
      { a: [1] },
      { a: { b: null } },
    ],
    [
      ['null exists', { a: { $exists: true } }, [1, 2, 3, 4, 5, 6, 7]],
      ['missing', { a: { $exists: false } }, [0]],
      ['a path', { 'a.b': { $exists: true } }, [4, 5, 7]],
      ['a path that does not', { 'a.b': { $exists: false } }, [0, 1, 2, 3, 6]],
      ['a position', { 'a.0': { $exists: true } }, [5, 6]],
      ['0 is false', { a: { $exists: 0 } }, [0]],
      ['null is false', { a: { $exists: null } }, [0]],
      ['a text is true', { a: { $exists: '' } }, [1, 2, 3, 4, 5, 6, 7]],
    ],
  ),
)
