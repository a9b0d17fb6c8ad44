import { finds, refused, table } from '../case.ts'

export default table(
  '$ne',
  finds(
    [{ a: 1 }, { a: 2 }, { a: [1, 2] }, { a: [2] }, { a: null }, {}],
    [
      ['everything without an equal value, missing too', { a: { $ne: 1 } }, [1, 3, 4, 5]],
      ['not null is there and is no null', { a: { $ne: null } }, [0, 1, 2, 3]],
      ['of a path', { 'a.b': { $ne: 1 } }, [0, 1, 2, 3, 4, 5]],
      ['twice', { a: { $ne: 1, $exists: true } }, [1, 3, 4]],
      ['no regex', { a: { $ne: /x/ } }, refused(2, "Can't have regex as arg to $ne.")],
    ],
  ),
)
