import { Timestamp } from 'bson'
import type { Case } from '../case.ts'
import { refused, table } from '../case.ts'

function insertion(name: string, documents: Case['before'], rest: Partial<Case>): Case {
  return { name, before: [], command: { insert: '', documents }, ...rest }
}

const TWO = [
  { _id: 1, a: 1 },
  { _id: 2, a: 2 },
]

export default table('insert', [
  insertion('documents', TWO, { reply: { n: 2 }, after: TWO }),
  insertion('_id comes first', [{ a: 1, _id: 1 }], { reply: { n: 1 }, after: [{ _id: 1, a: 1 }] }),
  insertion('null as _id', [{ _id: null }], { reply: { n: 1 }, after: [{ _id: null }] }),
  insertion('an object as _id', [{ _id: { b: 1, a: 2 } }], {
    reply: { n: 1 },
    after: [{ _id: { b: 1, a: 2 } }],
  }),
  insertion('a name with a dollar or a dot', [{ _id: 1, $a: 1, 'b.c': 2 }], {
    reply: { n: 1 },
    after: [{ _id: 1, $a: 1, 'b.c': 2 }],
  }),
  insertion('an array as _id', [{ _id: [1] }], {
    refusal: refused(2, "can't use an array for _id"),
    after: [],
  }),
  insertion('a regex as _id', [{ _id: /x/ }], {
    refusal: refused(2, "can't use a regex for _id"),
    after: [],
  }),
  insertion('a dollar inside _id', [{ _id: { $a: 1 } }], {
    refusal: refused(52, "_id fields may not contain '$'-prefixed fields: $a is not valid for storage."),
    after: [],
  }),
  insertion('the same _id twice stops there', [{ _id: 1 }, { _id: 1 }, { _id: 2 }], {
    refusal: refused(
      11000,
      /^E11000 duplicate key error collection: test\.c\d+ index: _id_ dup key: \{ _id: 1 \}$/,
    ),
    after: [{ _id: 1 }],
  }),
  {
    name: 'unordered goes on',
    before: [],
    command: { insert: '', documents: [{ _id: 1 }, { _id: 1 }, { _id: 2 }], ordered: false },
    refusal: refused(11000, /_id: 1 \}$/),
    after: [{ _id: 1 }, { _id: 2 }],
  },
  {
    name: 'a unique key',
    before: [{ _id: 1, a: 'x' }],
    prepare: [{ createIndexes: '', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }] }],
    command: { insert: '', documents: [{ _id: 2, a: 'x' }] },
    refusal: refused(11000, /index: a_1 dup key: \{ a: "x" \}$/),
  },
  {
    name: 'a unique key: missing counts as null',
    before: [{ _id: 1 }],
    prepare: [{ createIndexes: '', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }] }],
    command: { insert: '', documents: [{ _id: 2, a: null }] },
    refusal: refused(11000, /index: a_1 dup key: \{ a: null \}$/),
  },
  {
    name: 'a unique key: not with sparse',
    before: [{ _id: 1 }],
    prepare: [{ createIndexes: '', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true, sparse: true }] }],
    command: { insert: '', documents: [{ _id: 2 }] },
    reply: { n: 1 },
    after: [{ _id: 1 }, { _id: 2 }],
  },
  {
    name: 'a unique key by collation',
    before: [{ _id: 1, a: 'x' }],
    prepare: [
      {
        createIndexes: '',
        indexes: [{ key: { a: 1 }, name: 'a_1', unique: true, collation: { locale: 'en', strength: 2 } }],
      },
    ],
    command: { insert: '', documents: [{ _id: 2, a: 'X' }] },
    refusal: refused(11000, /index: a_1 collation: \{/),
  },
  {
    name: 'a unique key of elements, one document may repeat',
    before: [{ _id: 1, a: [1, 1] }],
    prepare: [{ createIndexes: '', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }] }],
    command: { insert: '', documents: [{ _id: 2, a: [2, 1] }] },
    refusal: refused(11000, /dup key: \{ a: 1 \}$/),
  },
  {
    name: 'two arrays in one index',
    before: [],
    prepare: [{ createIndexes: '', indexes: [{ key: { a: 1, b: 1 }, name: 'ab' }] }],
    command: { insert: '', documents: [{ _id: 1, a: [1], b: [1] }] },
    refusal: refused(171, 'cannot index parallel arrays [b] [a]'),
    after: [],
  },
  insertion(
    'a timestamp below the top keeps its zero',
    [{ _id: 1, a: { t: new Timestamp({ t: 0, i: 0 }) } }],
    { reply: { n: 1 }, after: [{ _id: 1, a: { t: new Timestamp({ t: 0, i: 0 }) } }] },
  ),
  {
    name: 'nothing',
    before: [],
    command: { insert: '', documents: [] },
    refusal: refused(16, 'Write batch sizes must be between 1 and 100000. Got 0 operations.'),
    after: [],
  },
  {
    name: 'no documents',
    before: [],
    command: { insert: '' },
    refusal: refused(40414, "BSON field 'insert.documents' is missing but a required field"),
    after: [],
  },
  {
    name: 'an unknown field',
    before: [],
    command: { insert: '', documents: [{}], foo: 1 },
    refusal: refused(40415, "BSON field 'insert.foo' is an unknown field."),
    after: [],
  },
])
