import { Double, Int32, Long } from 'bson'
import { fault } from '../errors.ts'
import { encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { parseCollation } from '../values/compare.ts'
import type { Direction } from '../values/key-string.ts'
import { isPlainObject } from '../values/paths.ts'
import { compileFilter } from '../query/matcher.ts'
import { sameBytes, uint32Bytes } from './bytes.ts'
import type { Index } from './collection.ts'
import { printDoc, printValue } from './print-value.ts'

const KNOWN_OPTIONS = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'background',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
  'hidden',
  'prepareUnique',
  'ns',
])
/** Their kinds of index are not offered here; MongoDB's own word for an index it cannot make is code 67. */
const REFUSED_KINDS = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'columnstore'])
const LONGEST_TTL_SECONDS = 2 ** 31 - 1

/** A specification as it came in → the form that is stored and listed; CannotCreateIndex and others when it is none. */
export function normalizeIndexSpec(given: Doc, collectionCollation: Doc | undefined): Doc {
  for (const field of Object.keys(given)) {
    if (!KNOWN_OPTIONS.has(field)) {
      throw fault(
        'InvalidIndexSpecificationOption',
        `The field '${field}' is not valid for an index specification. Specification: ${printDoc(given)}`,
      )
    }
  }
  const key = checkKey(given['key'])
  const name = given['name'] ?? defaultName(key)
  if (typeof name !== 'string' || name === '') throw fault('CannotCreateIndex', 'index name cannot be empty')
  if (name === '*') throw fault('BadValue', "The index name '*' is not valid.")
  const spec: Doc = { v: new Int32(2), key, name }
  for (const option of ['unique', 'sparse', 'hidden', 'prepareUnique'])
    if (isTruthy(given[option], option)) spec[option] = true
  addPartial(spec, given)
  addExpiry(spec, given)
  const collation = given['collation'] ?? collectionCollation
  if (collation !== undefined && parseCollation(collation) !== undefined) spec['collation'] = collation
  return spec
}

/** A stored specification → the index that planner and writer use. */
export function indexOf(
  spec: Doc,
  state: { number: number; multikey: boolean[]; createdAt: number },
  now: Date,
): Index {
  const key = spec['key'] as Doc
  const fields = Object.keys(key)
  const collation = parseCollation(spec['collation'])
  const filter = spec['partialFilterExpression'] as Doc | undefined
  const seconds = spec['expireAfterSeconds']
  return {
    ...state,
    multikey: fields.map((_, position) => state.multikey[position] ?? false),
    prefix: uint32Bytes(state.number),
    name: String(spec['name']),
    spec,
    fields,
    directions: fields.map((field) => directionOf(key[field])),
    roots: rootsOf([...fields, ...Object.keys(filter ?? {})]),
    // The index on _id is unique without saying so.
    isUnique: spec['unique'] === true || isIdKey(key),
    refusesTwins: spec['unique'] === true || spec['prepareUnique'] === true || isIdKey(key),
    isSparse: spec['sparse'] === true,
    isHidden: spec['hidden'] === true,
    partial:
      filter === undefined ? undefined : { filter, matches: compileFilter(filter, { collation, now }) },
    collation,
    expireAfterSeconds: seconds === undefined ? undefined : Number(seconds),
    isDropped: false,
  }
}

function rootsOf(paths: string[]): string[] | undefined {
  const roots = new Set(paths.map((path) => path.split('.', 1)[0] ?? path))
  return [...roots].some((root) => root.startsWith('$')) ? undefined : [...roots]
}

export function isIdKey(key: Doc): boolean {
  const fields = Object.keys(key)
  return fields.length === 1 && fields[0] === '_id' && numberOf(key['_id']) === 1
}

/**
 * What a new specification means beside the existing indexes: nothing to do, or IndexKeySpecsConflict (86), or
 * IndexOptionsConflict (85). Source: `_doesSpecConflictWithExisting` of MongoDB 7.0.
 */
export function isAlreadyThere(spec: Doc, existing: Index[]): boolean {
  const named = existing.find((index) => index.name === spec['name'])
  if (named !== undefined) return compareNamed(spec, named.spec)
  const equivalent = existing.find((index) => isSame(signature(index.spec), signature(spec)))
  if (equivalent === undefined) return false
  if (isSame(withoutName(equivalent.spec), withoutName(spec))) {
    throw fault('IndexOptionsConflict', `Index already exists with a different name: ${equivalent.name}`)
  }
  throw fault(
    'IndexOptionsConflict',
    `An equivalent index already exists with a different name and options. Requested index: ${printDoc(spec)}, existing index: ${printDoc(equivalent.spec)}`,
  )
}

function compareNamed(spec: Doc, existing: Doc): boolean {
  const pair = `Requested index: ${printDoc(spec)}, existing index: ${printDoc(existing)}`
  if (!isSame(signature(existing), signature(spec))) {
    throw fault(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${pair}`,
    )
  }
  if (isSame(existing, spec)) return true
  throw fault(
    'IndexOptionsConflict',
    `An equivalent index already exists with the same name but different options. ${pair}`,
  )
}

/** The fields by which MongoDB tells two indexes apart. */
function signature(spec: Doc): Doc {
  return {
    key: comparableKey(spec['key'] as Doc),
    unique: spec['unique'] === true,
    sparse: spec['sparse'] === true,
    partialFilterExpression: spec['partialFilterExpression'],
    collation: spec['collation'],
  }
}

function withoutName(spec: Doc): Doc {
  const { name: _name, key, ...rest } = spec
  return { key: comparableKey(key as Doc), ...rest }
}

function comparableKey(key: Doc): Doc {
  return Object.fromEntries(Object.entries(key).map(([field, direction]) => [field, directionOf(direction)]))
}

function isSame(a: Doc, b: Doc): boolean {
  return sameBytes(encode(normalized(a)), encode(normalized(b)))
}

function normalized(spec: Doc): Doc {
  const key = spec['key']
  const sorted = Object.fromEntries(Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1)))
  return isPlainObject(key) ? { ...sorted, key: comparableKey(key) } : sorted
}

function checkKey(key: unknown): Doc {
  if (!isPlainObject(key)) throw fault('TypeMismatch', "The field 'key' must be an object")
  const fields = Object.entries(key)
  if (fields.length === 0) throw fault('CannotCreateIndex', 'Index keys cannot be an empty object')
  if (fields.length > 32) throw fault('Location13103', 'too many compound keys')
  for (const [field, direction] of fields) checkKeyField(key, field, direction)
  return key
}

function checkKeyField(key: Doc, field: string, direction: unknown): void {
  if (field === '') throw fault('CannotCreateIndex', 'Index keys cannot contain an empty field')
  if (field.split('.').includes(''))
    throw fault('CannotCreateIndex', `Index key contains an illegal field name: ${printDoc(key)}`)
  if (field.includes('$**'))
    throw fault('CannotCreateIndex', 'Wildcard indexes are not supported by this server')
  if (field.startsWith('$') && !['$id', '$ref', '$db'].includes(field)) {
    throw fault('CannotCreateIndex', `Index key contains an illegal field name: field name starts with '$'.`)
  }
  if (typeof direction === 'string') {
    const known = REFUSED_KINDS.has(direction) ? 'is not supported by this server' : 'is unknown'
    throw fault('CannotCreateIndex', `Index type '${direction}' ${known}`)
  }
  const number = numberOf(direction)
  if (number === undefined) {
    throw fault(
      'CannotCreateIndex',
      `Values in v:2 index key pattern cannot be of type ${typeof direction}. Only numbers > 0, numbers < 0, and strings are allowed.`,
    )
  }
  if (number === 0 || Number.isNaN(number)) {
    throw fault('CannotCreateIndex', 'Values in the index key pattern cannot be 0.')
  }
}

function addPartial(spec: Doc, given: Doc): void {
  const filter = given['partialFilterExpression']
  if (filter === undefined) return
  if (!isPlainObject(filter))
    throw fault('TypeMismatch', "The field 'partialFilterExpression' must be an object")
  if (spec['sparse'] === true)
    throw fault('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options')
  if (isIdKey(spec['key'] as Doc)) throw fault('CannotCreateIndex', '_id index cannot be a partial index')
  checkPartial(filter)
  spec['partialFilterExpression'] = filter
}

const PARTIAL_OPERATORS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$in'])

function checkPartial(filter: Doc): void {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' || field === '$or') {
      for (const part of condition as Doc[]) checkPartial(part)
    } else if (field.startsWith('$')) {
      throw fault('CannotCreateIndex', `unsupported expression in partial index: ${field}`)
    } else if (isPlainObject(condition)) {
      for (const [operator, operand] of Object.entries(condition)) {
        const isRefused =
          operator === '$exists' ? !operand : operator.startsWith('$') && !PARTIAL_OPERATORS.has(operator)
        if (isRefused)
          throw fault(
            'CannotCreateIndex',
            `unsupported expression in partial index: ${operator} ${printValue(operand)}`,
          )
      }
    }
  }
}

function addExpiry(spec: Doc, given: Doc): void {
  const given_ = given['expireAfterSeconds']
  if (given_ === undefined) return
  const seconds = numberOf(given_)
  if (seconds === undefined)
    throw fault(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be numeric, but received a type of ${typeof given_}.`,
    )
  if (seconds < 0 || seconds > LONGEST_TTL_SECONDS) {
    throw fault(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${seconds}.`,
    )
  }
  if (Object.keys(spec['key'] as Doc).length > 1) {
    throw fault(
      'CannotCreateIndex',
      `TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: ${printDoc(spec)}`,
    )
  }
  if (isIdKey(spec['key'] as Doc))
    throw fault(
      'CannotCreateIndex',
      "The field 'expireAfterSeconds' is not valid for an _id index specification.",
    )
  spec['expireAfterSeconds'] = given_
}

function defaultName(key: Doc): string {
  return Object.entries(key)
    .map(([field, direction]) => `${field}_${numberOf(direction) ?? String(direction)}`)
    .join('_')
}

/** An option as a boolean, of whatever type MongoDB takes for one. */
export function isTruthy(value: unknown, option: string): boolean {
  if (value === undefined || value === null || typeof value === 'boolean') return value === true
  const number = numberOf(value)
  if (number === undefined)
    throw fault(
      'TypeMismatch',
      `The field '${option}' has value ${option}: ${printValue(value)}, which is not convertible to bool`,
    )
  return number !== 0
}

function directionOf(direction: unknown): Direction {
  return (numberOf(direction) ?? 1) < 0 ? -1 : 1
}

/** A number of whatever numeric type, as a JS number; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (value instanceof Long) return value.toNumber()
  return undefined
}
