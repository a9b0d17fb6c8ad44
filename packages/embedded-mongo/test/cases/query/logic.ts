import { finds, refused, table } from '../case.ts'

const DOCS = [{ a: 1, b: 2 }, { a: 1 }, { b: 2 }, {}, { a: [1, 5], b: 3 }]
const ENTRIES = '$or/$and/$nor entries need to be full objects'

export default table(
  '$and $or $nor $not',
  finds(DOCS, [
    ['$and', { $and: [{ a: 1 }, { b: 2 }] }, [0]],
    ['$and twice on one field', { $and: [{ a: 1 }, { a: 5 }] }, [4]],
    ['$or', { $or: [{ a: 5 }, { b: 2 }] }, [0, 2, 4]],
    ['$nor', { $nor: [{ a: 1 }, { b: 2 }] }, [3]],
    ['together with fields', { b: 2, $or: [{ a: 1 }, { c: 1 }] }, [0]],
    ['nested', { $or: [{ $and: [{ a: 1 }, { b: 2 }] }, { $nor: [{ a: 1 }, { b: 2 }] }] }, [0, 3]],
    ['an empty filter inside', { $and: [{}, { b: 2 }] }, [0, 2]],
    ['$not', { a: { $not: { $gt: 1 } } }, [0, 1, 2, 3]],
    ['$not of several is not all of them', { a: { $not: { $gt: 1, $lt: 9 } } }, [0, 1, 2, 3]],
    ['$not $not', { a: { $not: { $not: { $gt: 1 } } } }, [4]],
    ['$not of a regex takes what is no text', { a: { $not: /x/ } }, [0, 1, 2, 3, 4]],
    ['$not $eq', { b: { $not: { $eq: 2 } } }, [1, 3, 4]],
    ['$or needs an array', { $or: {} }, refused(2, '$or must be an array')],
    ['$and needs an array', { $and: 1 }, refused(2, '$and must be an array')],
    ['$nor needs an array', { $nor: 'x' }, refused(2, '$nor must be an array')],
    ['$or needs an entry', { $or: [] }, refused(2, '$and/$or/$nor must be a nonempty array')],
    ['entries are objects', { $and: [1] }, refused(2, ENTRIES)],
    ['$not needs a condition', { a: { $not: 1 } }, refused(2, '$not needs a regex or a document')],
    ['$not is not empty', { a: { $not: {} } }, refused(2, '$not cannot be empty')],
    ['$not takes operators only', { a: { $not: { b: 1 } } }, refused(2, 'unknown operator: b')],
    ['not below a field', { a: { $or: [{ b: 1 }] } }, refused(2, 'unknown operator: $or')],
    ['$and below a field', { a: { $and: [{ b: 1 }] } }, refused(2, 'unknown operator: $and')],
    ['$not at the top', { $not: { a: 1 } }, refused(2, /^unknown top level operator: \$not\./)],
  ]),
)
