import { finds, refused, table } from '../case.ts'

export default table(
  '$elemMatch',
  finds(
    [
      { a: [{ b: 1, c: 2 }] },
      { a: [{ b: 1 }, { c: 2 }] },
      { a: { b: 1, c: 2 } },
      { a: [1, 4] },
      { a: [1, 9] },
      { a: 4 },
      { a: [[0, 2]] },
      { a: [] },
      {},
      { a: [null] },
    ],
    [
      ['one element with all fields', { a: { $elemMatch: { b: 1, c: 2 } } }, [0]],
      ['one element within two bounds', { a: { $elemMatch: { $gt: 3, $lt: 5 } } }, [3]],
      ['alternatives', { a: { $elemMatch: { $or: [{ b: 2 }, { c: 2 }] } } }, [0, 1]],
      ['an array in an array', { a: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, [6]],
      ['$ne of an element', { a: { $elemMatch: { $ne: 1 } } }, [0, 1, 3, 4, 6, 9]],
      ['$not', { a: { $elemMatch: { $not: { $gt: 3 } } } }, [0, 1, 3, 4, 6, 9]],
      ['a missing field of an element', { a: { $elemMatch: { b: null } } }, [1, 6]],
      ['an element that is null', { a: { $elemMatch: { $eq: null } } }, [9]],
      ['an empty query takes objects and arrays', { a: { $elemMatch: {} } }, [0, 1, 6]],
      ['positions of an inner array', { a: { $elemMatch: { 0: 0, 1: 2 } } }, [6]],
      ['a regex as element', { a: { $elemMatch: { $in: [/x/, 9] } } }, [4]],
      ['no object', { a: { $elemMatch: 1 } }, refused(2, '$elemMatch needs an Object')],
      ['an array is no object', { a: { $elemMatch: [1] } }, refused(2, '$elemMatch needs an Object')],
    ],
  ),
  finds(
    [
      { a: { b: [{ c: 1 }] } },
      { a: [{ b: [{ c: 1 }] }] },
      { a: { b: { c: 1 } } },
      { a: [{ b: [{ c: 2 }, { c: 1, d: 1 }] }] },
    ],
    [
      ['below a path', { 'a.b': { $elemMatch: { c: 1 } } }, [0, 1, 3]],
      ['within $elemMatch', { a: { $elemMatch: { b: { $elemMatch: { c: 1, d: 1 } } } } }, [3]],
      ['with a path inside', { a: { $elemMatch: { 'b.c': 2 } } }, [3]],
    ],
  ),
)
