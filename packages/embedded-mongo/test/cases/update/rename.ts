import { refused, table, UNCHANGED, updates } from '../case.ts'

export default table(
  '$rename',
  updates([
    ['moves to the end', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
    ['over another field', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
    ['below', { a: { b: 1 } }, { $rename: { 'a.b': 'c.d' } }, { a: {}, c: { d: 1 } }],
    ['of what is missing', { b: 2 }, { $rename: { a: 'b' } }, UNCHANGED],
    ['two at once', { a: 1, b: 2 }, { $rename: { a: 'c', b: 'd' } }, { c: 1, d: 2 }],
    [
      'to no text',
      {},
      { $rename: { a: 1 } },
      refused(2, "The 'to' field for $rename must be a string: a: 1"),
    ],
    [
      'to itself',
      { a: 1 },
      { $rename: { a: 'a' } },
      refused(2, 'The source and target field for $rename must differ: a: "a"'),
    ],
    [
      'to below itself',
      { a: 1 },
      { $rename: { a: 'a.b' } },
      refused(2, 'The source and target field for $rename must not be on the same path: a: "a.b"'),
    ],
    [
      'from an element',
      { a: [{ b: 1 }] },
      { $rename: { 'a.0.b': 'c' } },
      refused(
        2,
        "The source field cannot be an array element, 'a.0.b' in doc with _id: 0 has an array field called 'a'",
      ),
    ],
    [
      'into an element',
      { a: [{ b: 1 }], c: 1 },
      { $rename: { c: 'a.0.c' } },
      refused(
        2,
        "The destination field cannot be an array element, 'a.0.c' in doc with _id: 0 has an array field called 'a'",
      ),
    ],
    [
      'a moving place',
      { a: [1] },
      { $rename: { 'a.$': 'b' } },
      refused(2, 'The source field for $rename may not be dynamic: a.$'),
    ],
    [
      'to a moving place',
      { a: 1 },
      { $rename: { a: 'b.$[]' } },
      refused(2, 'The destination field for $rename may not be dynamic: b.$[]'),
    ],
    ['to an empty name', { a: 1 }, { $rename: { a: '' } }, refused(56, 'An empty update path is not valid.')],
    [
      'and a change of one of the two',
      { a: 1 },
      { $rename: { a: 'b' }, $set: { b: 1 } },
      refused(40, "Updating the path 'b' would create a conflict at 'b'"),
    ],
    [
      'of _id',
      {},
      { $rename: { _id: 'a' } },
      refused(66, "Performing an update on the path '_id' would modify the immutable field '_id'"),
    ],
  ]),
)
