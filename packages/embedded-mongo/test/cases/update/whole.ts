import { refused, table, UNCHANGED, updates } from '../case.ts'

export default table(
  'replacement, pipeline, several operators',
  updates([
    ['a replacement keeps _id', { a: 1 }, { b: 2 }, { b: 2 }],
    ['a replacement with the same _id, which comes first', { a: 1 }, { b: 2, _id: 0 }, { b: 2 }],
    ['the same document is no change', { a: 1 }, { a: 1 }, UNCHANGED],
    ['an empty replacement', { a: 1 }, {}, {}],
    [
      'a replacement with another _id',
      { a: 1 },
      { _id: 2 },
      refused(
        66,
        "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
      ),
    ],
    [
      'a replacement with an operator later',
      { a: 1 },
      { a: 1, $set: { a: 1 } },
      refused(
        52,
        "The dollar ($) prefixed field '$set' in '$set' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.",
      ),
    ],
    [
      'a replacement of many',
      { a: 1 },
      { a: 2 },
      refused(9, 'multi update is not supported for replacement-style update'),
      { multi: true },
    ],
    [
      'an unknown operator',
      {},
      { $foo: { a: 1 } },
      refused(
        9,
        'Unknown modifier: $foo. Expected a valid update modifier or pipeline-style update specified as an array',
      ),
    ],
    [
      'a field beside operators',
      {},
      { $set: { a: 1 }, b: 1 },
      refused(
        9,
        'Unknown modifier: b. Expected a valid update modifier or pipeline-style update specified as an array',
      ),
    ],
    [
      'several operators',
      { a: 1, b: 2, c: [1] },
      { $set: { a: 2 }, $unset: { b: 1 }, $push: { c: 2 } },
      { a: 2, c: [1, 2] },
    ],
    [
      'fields in the order of their names, whatever the operator',
      {},
      { $set: { c: 1 }, $inc: { b: 1 }, $push: { a: 1 } },
      { a: [1], b: 1, c: 1 },
    ],
    [
      'positions in the order of their numbers',
      { a: [] },
      { $set: { 'a.10': 1, 'a.2': 2 } },
      { a: [null, null, 2, null, null, null, null, null, null, null, 1] },
    ],
    [
      'one path twice',
      {},
      { $set: { a: 1 }, $inc: { a: 1 } },
      refused(40, "Updating the path 'a' would create a conflict at 'a'"),
    ],
    [
      'a path and one below it',
      {},
      { $set: { a: 1, 'a.b': 1 } },
      refused(40, "Updating the path 'a.b' would create a conflict at 'a'"),
    ],
    [
      'a path and one above it',
      {},
      { $set: { 'a.b': 1, a: 1 } },
      refused(40, "Updating the path 'a' would create a conflict at 'a'"),
    ],
    ['$setOnInsert does nothing to what is there', { a: 1 }, { $setOnInsert: { b: 1 } }, UNCHANGED],
    [
      'a pipeline',
      { a: 1, b: 2 },
      [{ $set: { c: { $add: ['$a', '$b'] } } }, { $unset: 'a' }],
      { b: 2, c: 3 },
    ],
    ['a pipeline with $replaceWith', { a: { x: 1 } }, [{ $replaceWith: '$a' }], { x: 1 }],
    ['a pipeline with $project', { a: 1, b: 2 }, [{ $project: { a: 1 } }], { a: 1 }],
    ['a pipeline that changes nothing', { a: 1 }, [{ $set: { a: 1 } }], UNCHANGED],
    ['a pipeline with constants', { a: 1 }, [{ $set: { a: '$$x' } }], { a: 5 }, { c: { x: 5 } }],
    [
      'a pipeline with variables of the command',
      { a: 1 },
      [{ $set: { a: '$$x' } }],
      { a: 6 },
      { let: { x: 6 } },
    ],
    [
      'a pipeline with a stage it may not have',
      {},
      [{ $match: {} }],
      refused(72, '$match is not allowed to be used within an update'),
    ],
    [
      'a pipeline with an unknown stage',
      {},
      [{ $foo: {} }],
      refused(40324, "Unrecognized pipeline stage name: '$foo'"),
    ],
    [
      'a pipeline that changes _id',
      { a: 1 },
      [{ $set: { _id: 9 } }],
      refused(
        66,
        "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 9",
      ),
    ],
  ]),
)
