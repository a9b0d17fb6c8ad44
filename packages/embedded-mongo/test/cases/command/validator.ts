import { Double } from 'bson'
import type { Case } from '../case.ts'
import { refused, table } from '../case.ts'

const FAILED = 'Document failed validation'

/** A collection with a validator, a document into it, and the details of its refusal. */
function insertion(
  name: string,
  validator: unknown,
  document: Case['command'],
  details?: Case['command'],
): Case {
  const base = {
    name,
    before: [],
    prepare: [{ create: '', validator }],
    command: { insert: '', documents: [document] },
  }
  if (details === undefined) return { ...base, reply: { n: 1 }, after: [document] }
  return { ...base, refusal: refused(121, FAILED, { failingDocumentId: document['_id'], details }) }
}

/** A document that is there before the validator, and an update of it. */
function change(
  name: string,
  options: Case['command'],
  before: Case['command'],
  u: Case['command'],
  after: Case['command'] | 'refused',
): Case {
  return {
    name,
    before: [before],
    prepare: [{ collMod: '', ...options }],
    command: { update: '', updates: [{ q: {}, u }] },
    ...(after === 'refused' ? { refusal: refused(121, FAILED) } : { reply: { n: 1 }, after: [after] }),
  }
}

const POSITIVE = { a: { $gt: 0 } }

export default table('validators', [
  insertion('a document that meets the filter', POSITIVE, { _id: 1, a: 1 }),
  insertion(
    'a comparison',
    POSITIVE,
    { _id: 1, a: -1 },
    { operatorName: '$gt', specifiedAs: { a: { $gt: 0 } }, reason: 'comparison failed', consideredValue: -1 },
  ),
  insertion(
    'a missing field',
    POSITIVE,
    { _id: 1 },
    { operatorName: '$gt', specifiedAs: { a: { $gt: 0 } }, reason: 'field was missing' },
  ),
  insertion(
    'several conditions',
    { a: { $gt: 0 }, b: { $exists: true } },
    { _id: 1, a: 1 },
    {
      operatorName: '$and',
      clausesNotSatisfied: [
        {
          index: 1,
          details: {
            operatorName: '$exists',
            specifiedAs: { b: { $exists: true } },
            reason: 'path does not exist',
          },
        },
      ],
    },
  ),
  insertion(
    'alternatives',
    { $or: [{ a: 1 }, { b: { $type: 'string' } }] },
    { _id: 1, a: 2, b: 3 },
    {
      operatorName: '$or',
      clausesNotSatisfied: [
        {
          index: 0,
          details: {
            operatorName: '$eq',
            specifiedAs: { a: 1 },
            reason: 'comparison failed',
            consideredValue: 2,
          },
        },
        {
          index: 1,
          details: {
            operatorName: '$type',
            specifiedAs: { b: { $type: 'string' } },
            reason: 'type did not match',
            consideredValue: 3,
            consideredType: 'int',
          },
        },
      ],
    },
  ),
  insertion(
    'an expression',
    { $expr: { $gt: ['$a', '$b'] } },
    { _id: 1, a: 1, b: 2 },
    {
      operatorName: '$expr',
      specifiedAs: { $expr: { $gt: ['$a', '$b'] } },
      reason: 'expression did not match',
      expressionResult: false,
    },
  ),
  insertion(
    'a schema',
    {
      $jsonSchema: {
        title: 'Student',
        required: ['name', 'year'],
        properties: {
          year: { bsonType: 'int', minimum: 2017, description: 'must be an integer since 2017' },
          gpa: { bsonType: ['double'] },
        },
      },
    },
    { _id: 1, name: 'A', year: 2016, gpa: 3 },
    {
      operatorName: '$jsonSchema',
      title: 'Student',
      schemaRulesNotSatisfied: [
        {
          operatorName: 'properties',
          propertiesNotSatisfied: [
            {
              propertyName: 'year',
              description: 'must be an integer since 2017',
              details: [
                {
                  operatorName: 'minimum',
                  specifiedAs: { minimum: 2017 },
                  reason: 'comparison failed',
                  consideredValue: 2016,
                },
              ],
            },
            {
              propertyName: 'gpa',
              details: [
                {
                  operatorName: 'bsonType',
                  specifiedAs: { bsonType: ['double'] },
                  reason: 'type did not match',
                  consideredValue: 3,
                  consideredType: 'int',
                },
              ],
            },
          ],
        },
      ],
    },
  ),
  insertion(
    'what a schema requires',
    { $jsonSchema: { required: ['b', 'a'] } },
    { _id: 1 },
    {
      operatorName: '$jsonSchema',
      schemaRulesNotSatisfied: [
        { operatorName: 'required', specifiedAs: { required: ['b', 'a'] }, missingProperties: ['a', 'b'] },
      ],
    },
  ),
  insertion(
    'additional properties',
    { $jsonSchema: { properties: { _id: {} }, additionalProperties: false } },
    { _id: 1, x: new Double(1) },
    {
      operatorName: '$jsonSchema',
      schemaRulesNotSatisfied: [
        {
          operatorName: 'additionalProperties',
          specifiedAs: { additionalProperties: false },
          additionalProperties: ['x'],
        },
      ],
    },
  ),
  change(
    'an update that breaks it',
    { validator: POSITIVE },
    { _id: 1, a: 1 },
    { $set: { a: -1 } },
    'refused',
  ),
  change(
    'strict: what broke it before may not go on',
    { validator: POSITIVE },
    { _id: 1, a: -1 },
    { $set: { b: 1 } },
    'refused',
  ),
  change(
    'moderate: it may',
    { validator: POSITIVE, validationLevel: 'moderate' },
    { _id: 1, a: -1 },
    { $set: { b: 1 } },
    { _id: 1, a: -1, b: 1 },
  ),
  change(
    'moderate: what met it must go on',
    { validator: POSITIVE, validationLevel: 'moderate' },
    { _id: 1, a: 1 },
    { $set: { a: -1 } },
    'refused',
  ),
  change(
    'off',
    { validator: POSITIVE, validationLevel: 'off' },
    { _id: 1, a: 1 },
    { $set: { a: -1 } },
    { _id: 1, a: -1 },
  ),
  change(
    'warn lets it pass',
    { validator: POSITIVE, validationAction: 'warn' },
    { _id: 1, a: 1 },
    { $set: { a: -1 } },
    { _id: 1, a: -1 },
  ),
  {
    name: 'bypassed',
    before: [],
    prepare: [{ create: '', validator: POSITIVE }],
    command: { insert: '', documents: [{ _id: 1 }], bypassDocumentValidation: true },
    reply: { n: 1 },
    after: [{ _id: 1 }],
  },
  {
    name: 'an upsert',
    before: [],
    prepare: [{ create: '', validator: POSITIVE }],
    command: { update: '', updates: [{ q: { _id: 1 }, u: { $set: { a: 0 } }, upsert: true }] },
    refusal: refused(121, FAILED),
    after: [],
  },
])
