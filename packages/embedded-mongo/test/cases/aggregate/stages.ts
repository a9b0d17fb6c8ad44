import { Double, Long } from 'bson'
import { aggregates, refused, table } from '../case.ts'

const DOCS = [
  { _id: 1, name: 'Ann', team: 'x', boss: null, age: 30, tags: ['a', 'b'] },
  { _id: 2, name: 'Bob', team: 'y', boss: 1, age: 20, tags: [] },
  { _id: 3, name: 'Cid', team: 'x', boss: 2, age: 40 },
]

export default table(
  'stages',
  aggregates(DOCS, [
    [
      '$match and $project',
      [{ $match: { team: 'x' } }, { $project: { name: 1, _id: 0 } }],
      [{ name: 'Ann' }, { name: 'Cid' }],
    ],
    [
      '$project out',
      [{ $project: { tags: 0, boss: 0, team: 0 } }, { $limit: 1 }],
      [{ _id: 1, name: 'Ann', age: 30 }],
    ],
    [
      '$addFields',
      [{ $addFields: { 'o.x': 1, age: { $add: ['$age', 1] } } }, { $limit: 1 }],
      [{ _id: 1, name: 'Ann', team: 'x', boss: null, age: 31, tags: ['a', 'b'], o: { x: 1 } }],
    ],
    [
      '$set with $$REMOVE',
      [{ $set: { boss: '$$REMOVE', tags: '$missing', team: '$$REMOVE' } }, { $limit: 1 }],
      [{ _id: 1, name: 'Ann', age: 30 }],
    ],
    ['$unset', [{ $unset: ['age', 'tags', 'boss', 'team'] }, { $limit: 1 }], [{ _id: 1, name: 'Ann' }]],
    [
      '$sort, $skip, $limit',
      [{ $sort: { age: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }],
      [{ _id: 1 }],
    ],
    ['$count', [{ $count: 'n' }], [{ n: 3 }]],
    ['$count of nothing gives no document', [{ $match: { _id: 99 } }, { $count: 'n' }], []],
    [
      '$group',
      [{ $group: { _id: '$team', n: { $sum: 1 }, age: { $avg: '$age' } } }, { $sort: { _id: 1 } }],
      [
        { _id: 'x', n: 2, age: new Double(35) },
        { _id: 'y', n: 1, age: new Double(20) },
      ],
    ],
    [
      '$group: a missing key is null',
      [{ $group: { _id: '$nothing', n: { $count: {} } } }],
      [{ _id: null, n: 3 }],
    ],
    [
      '$group by an object',
      [{ $group: { _id: { t: '$team', m: '$nothing' } } }, { $sort: { _id: 1 } }],
      [{ _id: { t: 'x' } }, { _id: { t: 'y' } }],
    ],
    ['$group of nothing', [{ $match: { _id: 99 } }, { $group: { _id: null, n: { $sum: 1 } } }], []],
    [
      '$first, $last, $push, $min, $max',
      [
        {
          $group: {
            _id: null,
            f: { $first: '$name' },
            l: { $last: '$name' },
            p: { $push: '$age' },
            i: { $min: '$age' },
            a: { $max: '$age' },
          },
        },
      ],
      [{ _id: null, f: 'Ann', l: 'Cid', p: [30, 20, 40], i: 20, a: 40 }],
    ],
    [
      '$push leaves out what is missing',
      [{ $group: { _id: null, p: { $push: '$tags' } } }],
      [{ _id: null, p: [['a', 'b'], []] }],
    ],
    [
      '$addToSet',
      [
        { $group: { _id: null, t: { $addToSet: '$team' } } },
        { $project: { t: { $sortArray: { input: '$t', sortBy: 1 } } } },
      ],
      [{ _id: null, t: ['x', 'y'] }],
    ],
    [
      '$top and $bottomN',
      [
        {
          $group: {
            _id: null,
            t: { $top: { sortBy: { age: -1 }, output: '$name' } },
            b: { $bottomN: { n: 2, sortBy: { age: -1 }, output: '$name' } },
          },
        },
      ],
      [{ _id: null, t: 'Cid', b: ['Ann', 'Bob'] }],
    ],
    [
      '$mergeObjects as accumulator',
      [{ $group: { _id: null, o: { $mergeObjects: { a: '$age' } } } }],
      [{ _id: null, o: { a: 40 } }],
    ],
    [
      '$sum of mixed types',
      [{ $group: { _id: null, s: { $sum: { $cond: [{ $eq: ['$_id', 1] }, Long.fromNumber(5), '$age'] } } } }],
      [{ _id: null, s: Long.fromNumber(65) }],
    ],
    ['$sum of texts is 0', [{ $group: { _id: null, s: { $sum: '$name' } } }], [{ _id: null, s: 0 }]],
    ['$avg of texts is null', [{ $group: { _id: null, s: { $avg: '$name' } } }], [{ _id: null, s: null }]],
    [
      '$unwind',
      [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: 'a' },
        { _id: 1, tags: 'b' },
      ],
    ],
    [
      '$unwind that keeps what has none',
      [
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
        { $project: { tags: 1, i: 1 } },
      ],
      [
        { _id: 1, tags: 'a', i: Long.ZERO },
        { _id: 1, tags: 'b', i: Long.ONE },
        { _id: 2, i: null },
        { _id: 3, i: null },
      ],
    ],
    [
      '$unwind of a scalar',
      [{ $unwind: '$name' }, { $project: { name: 1 } }, { $limit: 1 }],
      [{ _id: 1, name: 'Ann' }],
    ],
    ['$replaceRoot', [{ $replaceRoot: { newRoot: { n: '$name' } } }, { $limit: 1 }], [{ n: 'Ann' }]],
    [
      '$replaceWith of no object',
      [{ $replaceWith: '$name' }],
      refused(40228, /'newRoot' expression +must evaluate to an object, but resulting value was: "Ann"/),
    ],
    [
      '$sortByCount',
      [{ $sortByCount: '$team' }],
      [
        { _id: 'x', count: 2 },
        { _id: 'y', count: 1 },
      ],
    ],
    [
      '$bucket',
      [{ $bucket: { groupBy: '$age', boundaries: [0, 25, 35], default: 'old', output: { n: { $sum: 1 } } } }],
      [
        { _id: 0, n: 1 },
        { _id: 25, n: 1 },
        { _id: 'old', n: 1 },
      ],
    ],
    [
      '$bucket without a place',
      [{ $bucket: { groupBy: '$age', boundaries: [0, 25] } }],
      refused(
        40066,
        /\$switch could not find a matching branch for an input, and no default was specified\./,
      ),
    ],
    [
      '$facet',
      [{ $facet: { n: [{ $count: 'n' }], first: [{ $limit: 1 }, { $project: { _id: 1 } }] } }],
      [{ n: [{ n: 3 }], first: [{ _id: 1 }] }],
    ],
    [
      '$redact',
      [{ $redact: { $cond: [{ $eq: ['$team', 'x'] }, '$$KEEP', '$$PRUNE'] } }, { $project: { _id: 1 } }],
      [{ _id: 1 }, { _id: 3 }],
    ],
    [
      '$setWindowFields',
      [
        {
          $setWindowFields: {
            partitionBy: '$team',
            sortBy: { age: 1 },
            output: {
              r: { $rank: {} },
              s: { $sum: '$age', window: { documents: ['unbounded', 'current'] } },
            },
          },
        },
        { $project: { r: 1, s: 1 } },
      ],
      [
        { _id: 1, r: 1, s: 30 },
        { _id: 3, r: 2, s: 70 },
        { _id: 2, r: 1, s: 20 },
      ],
    ],
    [
      '$documents',
      [{ $limit: 1 }, { $documents: [{ a: 1 }] }],
      refused(40602, '$documents is only valid as the first stage in a pipeline'),
    ],
    ['$sample', [{ $sample: { size: 9 } }, { $count: 'n' }], [{ n: 3 }]],
    [
      '$expr in $match with let',
      [{ $match: { $expr: { $eq: ['$age', '$$a'] } } }, { $project: { _id: 1 } }],
      [{ _id: 2 }],
      { let: { a: 20 } },
    ],
    [
      '$match by collation',
      [{ $match: { name: 'ANN' } }, { $project: { _id: 1 } }],
      [{ _id: 1 }],
      { collation: { locale: 'en', strength: 2 } },
    ],
    [
      '$group by collation',
      [
        { $group: { _id: { $cond: [{ $eq: ['$_id', 1] }, 'X', '$team'] }, n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'X', n: 2 },
        { _id: 'y', n: 1 },
      ],
      { collation: { locale: 'en', strength: 2 } },
    ],
    ['an unknown stage', [{ $foo: {} }], refused(40324, "Unrecognized pipeline stage name: '$foo'")],
    [
      'two stages in one',
      [{ $match: {}, $limit: 1 }],
      refused(40323, 'A pipeline stage specification object must contain exactly one field.'),
    ],
    [
      'an empty stage',
      [{}],
      refused(40323, 'A pipeline stage specification object must contain exactly one field.'),
    ],
    ['$limit 0', [{ $limit: 0 }], refused(15958, 'the limit must be positive')],
    [
      '$limit of a negative',
      [{ $limit: -1 }],
      refused(2107201, 'invalid argument to $limit stage: Expected a non-negative number in: $limit: -1'),
    ],
    [
      '$skip of a negative',
      [{ $skip: -1 }],
      refused(5107200, 'invalid argument to $skip stage: Expected a non-negative number in: $skip: -1'),
    ],
    [
      '$count with a dollar',
      [{ $count: '$n' }],
      refused(40158, 'the count field cannot be a $-prefixed path'),
    ],
    ['$count of no text', [{ $count: 1 }], refused(40156, 'the count field must be a non-empty string')],
    [
      '$group without _id',
      [{ $group: { n: { $sum: 1 } } }],
      refused(15955, 'a group specification must include an _id'),
    ],
    [
      '$group with a plain value',
      [{ $group: { _id: 1, n: 1 } }],
      refused(40234, "The field 'n' must be an accumulator object"),
    ],
    [
      '$group with two accumulators',
      [{ $group: { _id: 1, n: { $sum: 1, $avg: 1 } } }],
      refused(40238, "The field 'n' must specify one accumulator"),
    ],
    [
      '$group with an unknown accumulator',
      [{ $group: { _id: 1, n: { $foo: 1 } } }],
      refused(15952, "unknown group operator '$foo'"),
    ],
    [
      '$group with a dot',
      [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }],
      refused(40235, "The field name 'a.b' cannot contain '.'"),
    ],
    [
      '$unwind without a dollar',
      [{ $unwind: 'tags' }],
      refused(28818, "path option to $unwind stage should be prefixed with a '$': tags"),
    ],
    [
      '$project of nothing',
      [{ $project: {} }],
      refused(
        51272,
        'Invalid $project :: caused by :: projection specification must have at least one field',
      ),
    ],
    [
      '$project, in and out',
      [{ $project: { a: 1, b: 0 } }],
      refused(
        31254,
        'Invalid $project :: caused by :: Cannot do exclusion on field b in inclusion projection',
      ),
    ],
    [
      '$project with an unknown expression',
      [{ $project: { a: { $foo: 1 } } }],
      refused(31325, 'Invalid $project :: caused by :: Unknown expression $foo'),
    ],
    [
      '$out in the middle',
      [{ $out: 'x' }, { $match: {} }],
      refused(40601, '$out can only be the final stage in the pipeline'),
    ],
    ['$sort of nothing', [{ $sort: {} }], refused(15976, '$sort stage must have at least one sort key')],
    ['no pipeline', 1 as never, refused(14, /pipeline/)],
  ]),
)
