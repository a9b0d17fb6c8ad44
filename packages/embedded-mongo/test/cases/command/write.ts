import type { Case } from '../case.ts'
import { refused, table } from '../case.ts'

const DOCS = [
  { _id: 1, a: 1 },
  { _id: 2, a: 2 },
  { _id: 3, a: 2 },
]

function change(name: string, command: Case['command'], rest: Partial<Case>): Case {
  return { name, before: DOCS, command, ...rest }
}

/** A findAndModify and the document it answers with. */
function modify(
  name: string,
  fields: Case['command'],
  value: unknown,
  after: Case['after'],
  lastErrorObject: unknown,
): Case {
  return change(name, { findAndModify: '', ...fields }, { reply: { value, lastErrorObject }, after })
}

const WITHOUT_1 = [
  { _id: 2, a: 2 },
  { _id: 3, a: 2 },
]
const CHANGED = [
  { _id: 1, a: 1 },
  { _id: 2, a: 5 },
  { _id: 3, a: 2 },
]
const FOUND = { n: 1, updatedExisting: true }

export default table('update, delete, findAndModify, count, distinct', [
  change(
    'one',
    { update: '', updates: [{ q: { a: 2 }, u: { $set: { a: 5 } } }] },
    { reply: { n: 1, nModified: 1 }, after: CHANGED },
  ),
  change(
    'all',
    { update: '', updates: [{ q: { a: 2 }, u: { $inc: { a: 1 } }, multi: true }] },
    {
      reply: { n: 2, nModified: 2 },
      after: [
        { _id: 1, a: 1 },
        { _id: 2, a: 3 },
        { _id: 3, a: 3 },
      ],
    },
  ),
  change(
    'found but not changed',
    { update: '', updates: [{ q: {}, u: { $set: { a: 2 } }, multi: true }] },
    {
      reply: { n: 3, nModified: 1 },
      after: [
        { _id: 1, a: 2 },
        { _id: 2, a: 2 },
        { _id: 3, a: 2 },
      ],
    },
  ),
  change(
    'several statements',
    {
      update: '',
      updates: [
        { q: { _id: 1 }, u: { $set: { a: 9 } } },
        { q: { _id: 2 }, u: { $set: { a: 9 } } },
      ],
    },
    {
      reply: { n: 2, nModified: 2 },
      after: [
        { _id: 1, a: 9 },
        { _id: 2, a: 9 },
        { _id: 3, a: 2 },
      ],
    },
  ),
  change(
    'ordered stops at an error',
    {
      update: '',
      updates: [
        { q: { _id: 1 }, u: { $set: { _id: 9 } } },
        { q: { _id: 2 }, u: { $set: { a: 9 } } },
      ],
    },
    { refusal: refused(66, /immutable field '_id'/) },
  ),
  change(
    'unordered goes on',
    {
      update: '',
      ordered: false,
      updates: [
        { q: { _id: 1 }, u: { $set: { _id: 9 } } },
        { q: { _id: 2 }, u: { $set: { a: 5 } } },
      ],
    },
    { refusal: refused(66, /immutable field '_id'/), after: CHANGED },
  ),
  change(
    'an unknown field of a statement',
    { update: '', updates: [{ q: {}, u: {}, foo: 1 }] },
    { refusal: refused(40415, "BSON field 'update.updates.foo' is an unknown field.") },
  ),
  change(
    'delete one',
    { delete: '', deletes: [{ q: { a: 1 }, limit: 1 }] },
    { reply: { n: 1 }, after: WITHOUT_1 },
  ),
  change(
    'delete one of several',
    { delete: '', deletes: [{ q: { a: 2 }, limit: 1 }] },
    {
      reply: { n: 1 },
      after: [
        { _id: 1, a: 1 },
        { _id: 3, a: 2 },
      ],
    },
  ),
  change(
    'delete all',
    { delete: '', deletes: [{ q: { a: 2 }, limit: 0 }] },
    { reply: { n: 2 }, after: [{ _id: 1, a: 1 }] },
  ),
  change(
    'delete what is not there',
    { delete: '', deletes: [{ q: { a: 9 }, limit: 0 }] },
    { reply: { n: 0 } },
  ),
  change(
    'delete by collation',
    { delete: '', deletes: [{ q: { a: 'X' }, limit: 0, collation: { locale: 'en', strength: 2 } }] },
    { before: [{ _id: 1, a: 'x' }], reply: { n: 1 }, after: [] },
  ),
  change(
    'delete two',
    { delete: '', deletes: [{ q: {}, limit: 2 }] },
    { refusal: refused(9, /The limit field in delete objects must be 0 or 1\. Got 2/) },
  ),
  modify(
    'the document before',
    { query: { a: 2 }, update: { $set: { a: 5 } } },
    { _id: 2, a: 2 },
    CHANGED,
    FOUND,
  ),
  modify(
    'the document after',
    { query: { a: 2 }, update: { $set: { a: 5 } }, new: true },
    { _id: 2, a: 5 },
    CHANGED,
    FOUND,
  ),
  modify(
    'the first in an order',
    { query: { a: 2 }, sort: { _id: -1 }, update: { $set: { a: 5 } } },
    { _id: 3, a: 2 },
    [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
      { _id: 3, a: 5 },
    ],
    FOUND,
  ),
  modify(
    'some fields',
    { query: { a: 2 }, update: { $set: { a: 5 } }, fields: { a: 1, _id: 0 } },
    { a: 2 },
    CHANGED,
    FOUND,
  ),
  modify(
    'a replacement',
    { query: { _id: 2 }, update: { a: 5 }, new: true },
    { _id: 2, a: 5 },
    CHANGED,
    FOUND,
  ),
  modify(
    'a pipeline',
    { query: { _id: 2 }, update: [{ $set: { a: { $add: ['$a', 3] } } }], new: true },
    { _id: 2, a: 5 },
    CHANGED,
    FOUND,
  ),
  modify('nothing found', { query: { a: 9 }, update: { $set: { a: 5 } } }, null, undefined, {
    n: 0,
    updatedExisting: false,
  }),
  modify(
    'an upsert',
    { query: { _id: 4 }, update: { $set: { a: 5 } }, upsert: true },
    null,
    [...DOCS, { _id: 4, a: 5 }],
    { n: 1, updatedExisting: false, upserted: 4 },
  ),
  modify(
    'an upsert, the document after',
    { query: { _id: 4 }, update: { $set: { a: 5 } }, upsert: true, new: true },
    { _id: 4, a: 5 },
    [...DOCS, { _id: 4, a: 5 }],
    { n: 1, updatedExisting: false, upserted: 4 },
  ),
  modify('a removal', { query: { _id: 1 }, remove: true }, { _id: 1, a: 1 }, WITHOUT_1, { n: 1 }),
  modify('a removal of nothing', { query: { _id: 9 }, remove: true }, null, undefined, { n: 0 }),
  modify(
    'with array filters',
    { query: { _id: 9 }, update: { $set: { 'b.$[x]': 0 } }, arrayFilters: [{ x: 1 }] },
    null,
    undefined,
    { n: 0, updatedExisting: false },
  ),
  change(
    'an update and a removal',
    { findAndModify: '', query: {}, update: { $set: { a: 1 } }, remove: true },
    { refusal: refused(9, 'Cannot specify both an update and remove=true') },
  ),
  change(
    'an upsert and a removal',
    { findAndModify: '', query: {}, remove: true, upsert: true },
    { refusal: refused(9, 'Cannot specify both upsert=true and remove=true') },
  ),
  change(
    'a removal and new',
    { findAndModify: '', query: {}, remove: true, new: true },
    {
      refusal: refused(
        9,
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      ),
    },
  ),
  change(
    'neither',
    { findAndModify: '', query: {} },
    { refusal: refused(9, 'Either an update or remove=true must be specified') },
  ),
  change(
    'an error inside',
    { findAndModify: '', query: { _id: 1 }, update: { $inc: { a: 'x' } } },
    { refusal: refused(14, 'Cannot increment with non-numeric argument: {a: "x"}') },
  ),
  change('count', { count: '', query: { a: 2 } }, { reply: { n: 2 } }),
  change('count with skip and limit', { count: '', skip: 1, limit: 1 }, { reply: { n: 1 } }),
  change('count with a negative limit', { count: '', limit: -2 }, { reply: { n: 2 } }),
  change('distinct', { distinct: '', key: 'a' }, { reply: { values: [1, 2] } }),
  change(
    'distinct of what matches',
    { distinct: '', key: 'a', query: { a: { $gt: 1 } } },
    { reply: { values: [2] } },
  ),
  change(
    'distinct of elements',
    { distinct: '', key: 'a' },
    {
      before: [
        { _id: 1, a: [1, 2] },
        { _id: 2, a: 2 },
        { _id: 3 },
        { _id: 4, a: null },
        { _id: 5, a: [[1]] },
      ],
      reply: { values: [1, 2, null, [1]] },
    },
  ),
  change(
    'distinct of a path',
    { distinct: '', key: 'a.b' },
    {
      before: [
        { _id: 1, a: [{ b: 1 }, { b: [2, 3] }] },
        { _id: 2, a: { b: 1 } },
      ],
      reply: { values: [1, 2, 3] },
    },
  ),
  change(
    'distinct by collation',
    { distinct: '', key: 'a', collation: { locale: 'en', strength: 2 } },
    {
      before: [
        { _id: 1, a: 'x' },
        { _id: 2, a: 'X' },
      ],
      reply: { values: ['x'] },
    },
  ),
])
