import { Int32 } from 'bson'
import type { Case } from '../case.ts'
import { commands, table } from '../case.ts'

/** A document whose names JavaScript would put into another order. */
const doc = (...fields: [string, unknown][]): Case['before'][number] => new Map(fields) as never

const ORDERED = doc(['_id', 1], ['b', 1], ['2', 2], ['1', doc(['x', 1], ['0', [doc(['z', 1], ['5', 5])]])])

/** A change of that document, and how it is afterwards. */
function change(name: string, u: unknown, after: Case['before'][number]): Case {
  return {
    name,
    before: [ORDERED],
    command: { update: '', updates: [{ q: {}, u }] },
    reply: { n: 1, nModified: 1 },
    after: [after],
  }
}

/** What an aggregation makes of it. */
function shown(name: string, stage: Case['command'], ...documents: Case['before']): Case {
  return {
    name,
    before: [ORDERED],
    command: { aggregate: '', pipeline: [stage], cursor: {} },
    reply: { documents },
  }
}

const ONE = doc(['x', 1], ['0', [doc(['z', 1], ['5', 5])]])

export default table(
  'names like array positions keep their place',
  commands([
    {
      name: 'as they were written',
      before: [ORDERED],
      command: { find: '' },
      reply: { documents: [ORDERED] },
    },
    {
      name: 'an object with them is equal only in the same order',
      before: [ORDERED],
      command: { find: '', filter: { 1: ONE }, projection: { b: 1 } },
      reply: { documents: [{ _id: 1, b: 1 }] },
    },
    {
      name: 'in another order it is another object',
      before: [ORDERED],
      command: { find: '', filter: { 1: { 0: [{ 5: 5, z: 1 }], x: 1 } } },
      reply: { documents: [] },
    },
    {
      name: 'a projection',
      before: [ORDERED],
      command: { find: '', projection: { 2: 1, b: 1 } },
      reply: { documents: [doc(['_id', 1], ['b', 1], ['2', 2])] },
    },
    {
      name: 'an exclusion',
      before: [ORDERED],
      command: { find: '', projection: { 1: 0 } },
      reply: { documents: [doc(['_id', 1], ['b', 1], ['2', 2])] },
    },
    {
      name: 'a document without _id',
      before: [],
      command: { insert: '', documents: [doc(['b', 1], ['_id', 1], ['0', 2])] },
      reply: { n: new Int32(1) },
      after: [doc(['_id', 1], ['b', 1], ['0', 2])],
    },
    change('$set of another field', { $set: { b: 9 } }, doc(['_id', 1], ['b', 9], ['2', 2], ['1', ONE])),
    change('$set of one of them', { $set: { 2: 9 } }, doc(['_id', 1], ['b', 1], ['2', 9], ['1', ONE])),
    change(
      'new ones come last, in the order of their numbers',
      { $set: { 10: 'x', 0: 'y' } },
      doc(['_id', 1], ['b', 1], ['2', 2], ['1', ONE], ['0', 'y'], ['10', 'x']),
    ),
    change(
      'a new one below',
      { $set: { '1.7': 1 } },
      doc(['_id', 1], ['b', 1], ['2', 2], ['1', doc(['x', 1], ['0', [doc(['z', 1], ['5', 5])]], ['7', 1])]),
    ),
    change(
      'inside an array',
      { $set: { '1.0.0.1': 1 } },
      doc(['_id', 1], ['b', 1], ['2', 2], ['1', doc(['x', 1], ['0', [doc(['z', 1], ['5', 5], ['1', 1])]])]),
    ),
    change(
      'a new object on the way',
      { $set: { 'c.-': 1, 'c.5': 2 } },
      doc(['_id', 1], ['b', 1], ['2', 2], ['1', ONE], ['c', doc(['-', 1], ['5', 2])]),
    ),
    change('$unset', { $unset: { 2: '' } }, doc(['_id', 1], ['b', 1], ['1', ONE])),
    change('$rename', { $rename: { b: '0' } }, doc(['_id', 1], ['2', 2], ['1', ONE], ['0', 1])),
    change('a replacement', doc(['b', 1], ['0', 1]), doc(['_id', 1], ['b', 1], ['0', 1])),
    change('a pipeline', [{ $set: { 0: 1 } }], doc(['_id', 1], ['b', 1], ['2', 2], ['1', ONE], ['0', 1])),
    shown('$project', { $project: { 0: '$b', b: 1 } }, doc(['_id', 1], ['b', 1], ['0', 1])),
    shown('$addFields', { $addFields: { 0: 1 } }, doc(['_id', 1], ['b', 1], ['2', 2], ['1', ONE], ['0', 1])),
    shown('$group', { $group: { _id: null, 7: { $sum: 1 } } }, doc(['_id', null], ['7', 1])),
    shown(
      'an object expression',
      { $replaceWith: { a: doc(['b', '$b'], ['0', '$2']) } },
      { a: doc(['b', 1], ['0', 2]) },
    ),
    shown(
      '$mergeObjects',
      { $replaceWith: { $mergeObjects: [{ b: 1 }, { 0: 1 }] } },
      doc(['b', 1], ['0', 1]),
    ),
    shown(
      '$arrayToObject',
      {
        $replaceWith: {
          $arrayToObject: [
            [
              ['b', 1],
              ['0', 2],
            ],
          ],
        },
      },
      doc(['b', 1], ['0', 2]),
    ),
    shown(
      '$objectToArray',
      { $project: { _id: 0, a: { $objectToArray: '$1' } } },
      {
        a: [
          { k: 'x', v: 1 },
          { k: '0', v: [doc(['z', 1], ['5', 5])] },
        ],
      },
    ),
    shown(
      '$setField',
      { $replaceWith: { $setField: { field: '0', input: { b: 1 }, value: 1 } } },
      doc(['b', 1], ['0', 1]),
    ),
    shown(
      '$facet',
      { $facet: { b: [{ $count: 'n' }], 0: [{ $count: 'n' }] } },
      { 0: [{ n: 1 }], b: [{ n: 1 }] },
    ),
    shown(
      '$unwind',
      { $unwind: '$1.0' },
      doc(['_id', 1], ['b', 1], ['2', 2], ['1', doc(['x', 1], ['0', doc(['z', 1], ['5', 5])])]),
    ),
    {
      name: 'an upsert',
      before: [],
      command: {
        update: '',
        updates: [{ q: { _id: 1, 'a.b': 1, 'a.0': 2 }, u: { $set: { 5: 1 } }, upsert: true }],
      },
      reply: { n: 1 },
      after: [doc(['_id', 1], ['a', doc(['b', 1], ['0', 2])], ['5', 1])],
    },
    {
      name: 'a reference keeps the order of its fields',
      before: [{ _id: 1, a: { $id: 1, x: 1, $ref: 'c' } }],
      command: { find: '' },
      reply: { documents: [{ _id: 1, a: { $id: 1, x: 1, $ref: 'c' } }] },
    },
  ]),
)
