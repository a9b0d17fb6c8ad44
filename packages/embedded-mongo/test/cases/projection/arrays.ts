import { projects, refused, table } from '../case.ts'

const DOC = { a: 1, e: [{ f: 1, g: 2 }, { f: 3 }], h: [1, 2, 3, 4] }
const SHOWN = { _id: 0, a: 1, e: [{ f: 1, g: 2 }, { f: 3 }] }

export default table(
  '$slice $elemMatch $',
  projects(DOC, [
    ['$slice, the first; the rest is shown too', { h: { $slice: 2 } }, { ...SHOWN, h: [1, 2] }],
    ['$slice, the last', { h: { $slice: -2 } }, { ...SHOWN, h: [3, 4] }],
    ['$slice 0', { h: { $slice: 0 } }, { ...SHOWN, h: [] }],
    ['$slice, more than there are', { h: { $slice: 9 } }, { ...SHOWN, h: [1, 2, 3, 4] }],
    ['$slice from a position', { h: { $slice: [1, 2] } }, { ...SHOWN, h: [2, 3] }],
    ['$slice from the end', { h: { $slice: [-3, 2] } }, { ...SHOWN, h: [2, 3] }],
    ['$slice from beyond the beginning', { h: { $slice: [-9, 2] } }, { ...SHOWN, h: [1, 2] }],
    ['$slice from beyond the end', { h: { $slice: [9, 2] } }, { ...SHOWN, h: [] }],
    ['$slice in an inclusion', { h: { $slice: 1 }, a: 1 }, { _id: 0, a: 1, h: [1] }],
    ['$slice in an exclusion', { h: { $slice: 1 }, a: 0, e: 0 }, { _id: 0, h: [1] }],
    ['$slice of no array', { a: { $slice: 1 }, e: 0, h: 0 }, { _id: 0, a: 1 }],
    [
      '$slice of a negative count',
      { h: { $slice: [1, -2] } },
      refused(28724, 'First argument to $slice must be an array, but is of type: int'),
    ],
    [
      '$slice by a text',
      { h: { $slice: 'x' } },
      refused(
        28667,
        'Invalid $slice syntax. The given syntax { $slice: "x" } did not match the find() syntax because :: Location31273: $slice only supports numbers and [skip, limit] arrays :: The given syntax did not match the expression $slice syntax. :: caused by :: Expression $slice takes at least 2 arguments, and at most 3, but 1 were passed in.',
      ),
    ],
    ['$elemMatch, the first that matches', { h: { $elemMatch: { $gt: 1 } } }, { _id: 0, h: [2] }],
    ['$elemMatch by fields', { e: { $elemMatch: { f: 3 } }, a: 1 }, { _id: 0, a: 1, e: [{ f: 3 }] }],
    ['$elemMatch that finds nothing', { e: { $elemMatch: { f: 9 } } }, { _id: 0 }],
    ['$elemMatch of no array', { a: { $elemMatch: { $eq: 1 } } }, { _id: 0 }],
    [
      '$elemMatch of a number',
      { e: { $elemMatch: 1 } },
      refused(31274, 'elemMatch: Invalid argument, object required, but got int'),
    ],
    [
      '$elemMatch of a path',
      { 'e.f': { $elemMatch: {} } },
      refused(31275, 'Cannot use $elemMatch projection on a nested field'),
    ],
    ['$ is the element that the query matched', { 'h.$': 1 }, { _id: 0, h: [3] }, { h: 3 }],
    ['$ by a range', { 'h.$': 1 }, { _id: 0, h: [3] }, { h: { $gt: 2 } }],
    ['$ by a field of an element', { 'e.$': 1, a: 1 }, { _id: 0, a: 1, e: [{ f: 3 }] }, { 'e.f': 3 }],
    ['$ by $elemMatch', { 'e.$': 1 }, { _id: 0, e: [{ f: 1, g: 2 }] }, { e: { $elemMatch: { f: 1, g: 2 } } }],
    [
      '$ that nothing matched',
      { 'h.$': 1 },
      refused(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      ),
      { a: 1 },
    ],
    [
      'two $',
      { 'h.$': 1, 'e.$': 1 },
      refused(31276, 'Cannot specify more than one positional projection per query.'),
      { h: 1 },
    ],
    [
      '$ in an exclusion',
      { 'h.$': 0 },
      refused(31395, 'positional projection cannot be used with exclusion'),
      { h: 1 },
    ],
  ]),
)
