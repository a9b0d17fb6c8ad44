import type { Case } from '../case.ts'
import { refused, table } from '../case.ts'

/** createIndexes with one index, after others. */
function index(
  name: string,
  spec: Case['command'],
  rest: Partial<Case>,
  ...earlier: Case['command'][]
): Case {
  return {
    name,
    before: [{ _id: 1, a: 1, b: [1], c: [2] }],
    prepare: earlier.map((each) => ({ createIndexes: '', indexes: [each] })),
    command: { createIndexes: '', indexes: [spec] },
    ...rest,
  }
}

const A = { key: { a: 1 }, name: 'a_1' }

/** A query, and the index that it uses. */
function uses(name: string, spec: Case['command'], find: Case['command'], reply: Case['command']): Case {
  return {
    name,
    before: [
      { _id: 1, a: 'x' },
      { _id: 2, a: 'X' },
    ],
    prepare: [{ createIndexes: '', indexes: [spec] }],
    command: { find: '', ...find },
    reply,
  }
}

const EN2 = { locale: 'en', strength: 2 }

export default table('indexes', [
  index('a new one', A, { reply: { numIndexesBefore: 1, numIndexesAfter: 2 } }),
  index(
    'the same again',
    A,
    { reply: { numIndexesBefore: 2, numIndexesAfter: 2, note: 'all indexes already exist' } },
    A,
  ),
  index(
    'another name for the same',
    { key: { a: 1 }, name: 'x' },
    { refusal: refused(85, /Index already exists with a different name: a_1/) },
    A,
  ),
  index(
    'the same name with another key',
    { key: { b: 1 }, name: 'a_1' },
    { refusal: refused(86, /^An existing index has the same name as the requested index\./) },
    A,
  ),
  index(
    'the same name with other options',
    { ...A, unique: true },
    { refusal: refused(86, /^An existing index has the same name as the requested index\./) },
    A,
  ),
  index(
    'with another collation it is another',
    { key: { a: 1 }, name: 'b', collation: EN2 },
    { reply: { numIndexesBefore: 2, numIndexesAfter: 3 } },
    A,
  ),
  index(
    'an empty key',
    { key: {}, name: 'x' },
    { refusal: refused(67, /Index keys cannot be an empty object/) },
  ),
  index(
    'direction 0',
    { key: { a: 0 }, name: 'x' },
    { refusal: refused(67, /Values in the index key pattern cannot be 0\./) },
  ),
  index(
    'an unknown option',
    { ...A, foo: 1 },
    { refusal: refused(197, /The field 'foo' is not valid for an index specification/) },
  ),
  index(
    'unique over duplicates',
    { ...A, unique: true },
    {
      before: [
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
      ],
      refusal: refused(11000, /index: a_1 dup key: \{ a: 1 \}/),
    },
  ),
  index(
    'over two arrays',
    { key: { b: 1, c: 1 }, name: 'x' },
    { refusal: refused(171, /cannot index parallel arrays/) },
  ),
  index(
    'sparse and partial',
    { ...A, sparse: true, partialFilterExpression: { a: 1 } },
    { refusal: refused(67, /cannot mix "partialFilterExpression" and "sparse" options/) },
  ),
  index('text', { key: { a: 'text' }, name: 'x' }, { refusal: refused(67, /text/) }),
  index('2dsphere', { key: { a: '2dsphere' }, name: 'x' }, { refusal: refused(67, /2dsphere/) }),
  {
    name: 'drop by name',
    before: [{ _id: 1 }],
    prepare: [{ createIndexes: '', indexes: [A] }],
    command: { dropIndexes: '', index: 'a_1' },
    reply: { nIndexesWas: 2 },
  },
  {
    name: 'drop by key',
    before: [{ _id: 1 }],
    prepare: [{ createIndexes: '', indexes: [A] }],
    command: { dropIndexes: '', index: { a: 1 } },
    reply: { nIndexesWas: 2 },
  },
  {
    name: 'drop what is not there',
    before: [{ _id: 1 }],
    command: { dropIndexes: '', index: 'x' },
    refusal: refused(27, 'index not found with name [x]'),
  },
  {
    name: 'drop the index of _id',
    before: [{ _id: 1 }],
    command: { dropIndexes: '', index: '_id_' },
    refusal: refused(72, 'cannot drop _id index'),
  },
  uses('a hint by name', A, { filter: { a: 'x' }, hint: 'a_1' }, { documents: [{ _id: 1, a: 'x' }] }),
  uses(
    'a collation that the index has',
    { ...A, collation: EN2 },
    { filter: { a: 'x' }, collation: EN2, hint: 'a_1' },
    {
      documents: [
        { _id: 1, a: 'x' },
        { _id: 2, a: 'X' },
      ],
    },
  ),
  uses(
    'a collation that the index has not gives no wrong answer',
    A,
    { filter: { a: 'x' }, collation: EN2 },
    {
      documents: [
        { _id: 1, a: 'x' },
        { _id: 2, a: 'X' },
      ],
    },
  ),
  uses(
    'an index with a collation gives no wrong answer without',
    { ...A, collation: EN2 },
    { filter: { a: 'x' } },
    { documents: [{ _id: 1, a: 'x' }] },
  ),
  {
    name: 'a hint that is not there',
    before: [{ _id: 1 }],
    command: { find: '', hint: 'x' },
    refusal: refused(2, /hint provided does not correspond to an existing index/),
  },
])
