import { Double, Long } from 'bson'
import { aggregates, refused, SELF, table } from '../case.ts'

const PEOPLE = [
  { _id: 1, name: 'Ann', boss: null, tags: ['a', 'b'] },
  { _id: 2, name: 'Bob', boss: 1, tags: [] },
  { _id: 3, name: 'Cid', boss: 2 },
]
const NAMES = { $project: { _id: 0, name: 1 } }

export default table(
  '$lookup $graphLookup $unionWith $densify $fill $bucketAuto',
  aggregates(PEOPLE, [
    [
      '$lookup',
      [
        { $lookup: { from: SELF, localField: 'boss', foreignField: '_id', as: 'b' } },
        { $project: { n: '$b.name' } },
      ],
      [
        { _id: 1, n: [] },
        { _id: 2, n: ['Ann'] },
        { _id: 3, n: ['Bob'] },
      ],
    ],
    [
      '$lookup: a missing field meets null',
      [
        { $match: { _id: 1 } },
        { $lookup: { from: SELF, localField: 'nothing', foreignField: 'boss', as: 'b' } },
        { $project: { n: '$b.name' } },
      ],
      [{ _id: 1, n: ['Ann'] }],
    ],
    [
      '$lookup: any element of a list',
      [
        { $match: { _id: 1 } },
        { $set: { ids: [2, 3] } },
        { $lookup: { from: SELF, localField: 'ids', foreignField: '_id', as: 'b' } },
        { $project: { n: '$b.name' } },
      ],
      [{ _id: 1, n: ['Bob', 'Cid'] }],
    ],
    [
      '$lookup into a path',
      [
        { $match: { _id: 2 } },
        { $lookup: { from: SELF, localField: 'boss', foreignField: '_id', as: 'x.y' } },
        { $project: { n: '$x.y._id' } },
      ],
      [{ _id: 2, n: [1] }],
    ],
    [
      '$lookup with a pipeline and variables',
      [
        { $match: { _id: 2 } },
        {
          $lookup: {
            from: SELF,
            let: { me: '$_id' },
            pipeline: [{ $match: { $expr: { $eq: ['$boss', '$$me'] } } }, NAMES],
            as: 'b',
          },
        },
        { $project: { b: 1 } },
      ],
      [{ _id: 2, b: [{ name: 'Cid' }] }],
    ],
    [
      '$lookup with fields and a pipeline',
      [
        { $match: { _id: 2 } },
        { $lookup: { from: SELF, localField: 'boss', foreignField: '_id', pipeline: [NAMES], as: 'b' } },
        { $project: { b: 1 } },
      ],
      [{ _id: 2, b: [{ name: 'Ann' }] }],
    ],
    [
      '$lookup from what is not there',
      [
        { $limit: 1 },
        { $lookup: { from: 'nowhere', localField: 'a', foreignField: 'b', as: 'c' } },
        { $project: { c: 1 } },
      ],
      [{ _id: 1, c: [] }],
    ],
    [
      '$lookup without as',
      [{ $lookup: { from: SELF, localField: 'a', foreignField: 'b' } }],
      refused(9, "must specify 'as' field for a $lookup"),
    ],
    [
      '$lookup with one field',
      [{ $lookup: { from: SELF, localField: 'a', as: 'b' } }],
      refused(
        9,
        "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
      ),
    ],
    [
      '$graphLookup',
      [
        { $match: { _id: 3 } },
        {
          $graphLookup: {
            from: SELF,
            startWith: '$boss',
            connectFromField: 'boss',
            connectToField: '_id',
            as: 'up',
            depthField: 'd',
          },
        },
        {
          $project: {
            up: {
              $sortArray: {
                input: { $map: { input: '$up', in: { n: '$$this.name', d: '$$this.d' } } },
                sortBy: { d: 1 },
              },
            },
          },
        },
      ],
      [
        {
          _id: 3,
          up: [
            { n: 'Bob', d: Long.ZERO },
            { n: 'Ann', d: Long.ONE },
          ],
        },
      ],
    ],
    [
      '$graphLookup with a depth',
      [
        { $match: { _id: 3 } },
        {
          $graphLookup: {
            from: SELF,
            startWith: '$boss',
            connectFromField: 'boss',
            connectToField: '_id',
            as: 'up',
            maxDepth: 0,
          },
        },
        { $project: { n: '$up.name' } },
      ],
      [{ _id: 3, n: ['Bob'] }],
    ],
    [
      '$unionWith',
      [
        { $match: { _id: 1 } },
        NAMES,
        { $unionWith: { coll: SELF, pipeline: [{ $match: { _id: 3 } }, NAMES] } },
      ],
      [{ name: 'Ann' }, { name: 'Cid' }],
    ],
    ['$unionWith by name', [{ $match: { _id: 1 } }, { $unionWith: SELF }, { $count: 'n' }], [{ n: 4 }]],
    [
      '$bucketAuto',
      [{ $bucketAuto: { groupBy: '$_id', buckets: 2 } }],
      [
        { _id: { min: 1, max: 3 }, count: 2 },
        { _id: { min: 3, max: 3 }, count: 1 },
      ],
    ],
    [
      '$densify',
      [
        { $project: { _id: 0, v: { $multiply: ['$_id', 2] } } },
        { $densify: { field: 'v', range: { step: 1, bounds: 'full' } } },
      ],
      [{ v: 2 }, { v: 3 }, { v: 4 }, { v: 5 }, { v: 6 }],
    ],
    [
      '$fill with a value',
      [{ $project: { boss: 1 } }, { $fill: { output: { boss: { value: 0 } } } }],
      [
        { _id: 1, boss: 0 },
        { _id: 2, boss: 1 },
        { _id: 3, boss: 2 },
      ],
    ],
    [
      '$fill by the last value',
      [
        { $project: { v: { $cond: [{ $eq: ['$_id', 2] }, null, '$_id'] } } },
        { $fill: { sortBy: { _id: 1 }, output: { v: { method: 'locf' } } } },
      ],
      [
        { _id: 1, v: 1 },
        { _id: 2, v: 1 },
        { _id: 3, v: 3 },
      ],
    ],
    [
      '$fill on a line',
      [
        { $project: { v: { $cond: [{ $eq: ['$_id', 2] }, null, '$_id'] } } },
        { $fill: { sortBy: { _id: 1 }, output: { v: { method: 'linear' } } } },
      ],
      [
        { _id: 1, v: 1 },
        { _id: 2, v: new Double(2) },
        { _id: 3, v: 3 },
      ],
    ],
    [
      'windows: $denseRank, $documentNumber, $shift',
      [
        {
          $setWindowFields: {
            sortBy: { _id: 1 },
            output: {
              r: { $denseRank: {} },
              n: { $documentNumber: {} },
              s: { $shift: { output: '$name', by: -1, default: 'none' } },
            },
          },
        },
        { $project: { r: 1, n: 1, s: 1 } },
      ],
      [
        { _id: 1, r: 1, n: 1, s: 'none' },
        { _id: 2, r: 2, n: 2, s: 'Ann' },
        { _id: 3, r: 3, n: 3, s: 'Bob' },
      ],
    ],
    [
      'windows: a moving average',
      [
        {
          $setWindowFields: {
            sortBy: { _id: 1 },
            output: { m: { $avg: '$_id', window: { documents: [-1, 0] } } },
          },
        },
        { $project: { m: 1 } },
      ],
      [
        { _id: 1, m: new Double(1) },
        { _id: 2, m: new Double(1.5) },
        { _id: 3, m: new Double(2.5) },
      ],
    ],
    [
      'windows: a range of values',
      [
        {
          $setWindowFields: {
            sortBy: { _id: 1 },
            output: { m: { $sum: '$_id', window: { range: [-1, 1] } } },
          },
        },
        { $project: { m: 1 } },
      ],
      [
        { _id: 1, m: 3 },
        { _id: 2, m: 6 },
        { _id: 3, m: 5 },
      ],
    ],
    [
      '$facet may not hold $out',
      [{ $facet: { a: [{ $out: 'x' }] } }],
      refused(40600, '$out is not allowed to be used within a $facet stage'),
    ],
    [
      '$group with $stdDevPop',
      [{ $group: { _id: null, s: { $stdDevPop: '$_id' } } }],
      [{ _id: null, s: new Double(0.816496580927726) }],
    ],
    [
      '$group with $firstN',
      [
        {
          $group: {
            _id: null,
            f: { $firstN: { n: 2, input: '$name' } },
            m: { $maxN: { n: 2, input: '$_id' } },
          },
        },
      ],
      [{ _id: null, f: ['Ann', 'Bob'], m: [3, 2] }],
    ],
  ]),
)
