import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType } from '../values/compare.ts'
import { fieldOf, isPlainObject } from '../values/paths.ts'
import { ARRAY_KEYWORDS } from './json-schema-arrays.ts'
import type { Keyword, Rule, Schema } from './json-schema-scalars.ts'
import { keyword, mismatch, SCALAR_KEYWORDS } from './json-schema-scalars.ts'
import { compileRegex } from './regex.ts'

const NOT_SUPPORTED = ['$ref', '$schema', 'default', 'definitions', 'format', 'id']

/**
 * `$jsonSchema`: draft 4 with `bsonType`, without `$ref`, `$schema`, `default`, `definitions`, `format`, `id` and `integer`.
 * Source: the manual's page on $jsonSchema, and its examples of validation errors for the shape of the details.
 * A malformed schema is refused as MongoDB refuses it.
 */
export function compileSchema(schema: unknown, name = '$jsonSchema'): Schema {
  if (!isPlainObject(schema))
    throw mismatch(name === '$jsonSchema' ? name : keyword(name), 'must be an object')
  if ('type' in schema && 'bsonType' in schema)
    throw fault('FailedToParse', "Cannot specify both $jsonSchema keywords 'type' and 'bsonType'")
  const rules = Object.keys(schema).flatMap((each) => compileKeyword(each, schema) ?? [])
  const notes: Doc = {}
  for (const note of ['title', 'description']) if (note in schema) notes[note] = schema[note]
  return {
    notes,
    failures: (value) => rules.map((rule) => rule(value)).filter((failure) => failure !== undefined),
  }
}

function compileKeyword(name: string, schema: Doc): Rule | undefined {
  const build = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined
  if (build !== undefined) return build(schema[name], name, schema, compileSchema)
  if (NOT_SUPPORTED.includes(name))
    throw fault('FailedToParse', `$jsonSchema keyword '${name}' is not currently supported`)
  throw fault('FailedToParse', `Unknown $jsonSchema keyword: ${name}`)
}

/** A list of schemas, which is not empty. */
function schemaList(operand: unknown, name: string): Schema[] {
  if (!Array.isArray(operand)) throw mismatch(keyword(name), 'must be an array')
  if (operand.length === 0) throw fault('BadValue', `${keyword(name)} must be a non-empty array`)
  return operand.map((each) => compileSchema(each, name))
}

/** Which of several schemas are broken, by their positions. */
function brokenOf(schemas: Schema[], value: unknown): { index: number; details: Doc[] }[] {
  return schemas
    .map(({ failures }, index) => ({ index, details: failures(value) }))
    .filter(({ details }) => details.length > 0)
}

const allOf: Keyword = (operand, name) => {
  const schemas = schemaList(operand, name)
  return (value) => {
    const broken = brokenOf(schemas, value)
    return broken.length === 0 ? undefined : { operatorName: name, schemasNotSatisfied: broken }
  }
}

const anyOf: Keyword = (operand, name) => {
  const schemas = schemaList(operand, name)
  return (value) => {
    const broken = brokenOf(schemas, value)
    return broken.length < schemas.length ? undefined : { operatorName: name, schemasNotSatisfied: broken }
  }
}

const oneOf: Keyword = (operand, name) => {
  const schemas = schemaList(operand, name)
  return (value) => {
    const broken = brokenOf(schemas, value)
    if (broken.length === schemas.length - 1) return undefined
    if (broken.length === schemas.length) return { operatorName: name, schemasNotSatisfied: broken }
    const matching = schemas.flatMap(({ failures }, index) => (failures(value).length === 0 ? [index] : []))
    return {
      operatorName: name,
      reason: 'more than one subschema matched',
      matchingSchemaIndexes: matching,
    }
  }
}

const not: Keyword = (operand, name) => {
  const { failures } = compileSchema(operand, name)
  return (value) =>
    failures(value).length > 0 ? undefined : { operatorName: name, reason: 'child expression matched' }
}

const properties: Keyword = (operand, name) => {
  if (!isPlainObject(operand)) throw mismatch(keyword(name), 'must be an object')
  const schemas = Object.keys(operand).map((property) => ({
    property,
    schema: compileProperty(operand[property], property, name),
  }))
  return (value) => {
    if (!isPlainObject(value)) return undefined
    const broken = schemas.flatMap(({ property, schema }) => {
      const inner = fieldOf(value, property)
      const details = inner === undefined ? [] : schema.failures(inner)
      return details.length === 0 ? [] : [{ propertyName: property, ...schema.notes, details }]
    })
    return broken.length === 0 ? undefined : { operatorName: name, propertiesNotSatisfied: broken }
  }
}

function compileProperty(schema: unknown, property: string, name: string): Schema {
  if (isPlainObject(schema)) return compileSchema(schema)
  throw mismatch(`Nested schema for ${keyword(name)} property '${property}'`, 'must be an object')
}

const required: Keyword = (operand, name) => {
  const names = nameList(operand, name)
  return (value) => {
    if (!isPlainObject(value)) return undefined
    const missing = names.filter((each) => fieldOf(value, each) === undefined).sort()
    if (missing.length === 0) return undefined
    return { operatorName: name, specifiedAs: { [name]: operand }, missingProperties: missing }
  }
}

function nameList(operand: unknown, name: string): string[] {
  if (!Array.isArray(operand))
    throw mismatch(keyword(name), 'must be an array, but found an element of type other')
  if (operand.length === 0) throw fault('FailedToParse', `${keyword(name)} cannot be an empty array`)
  for (const each of operand as unknown[])
    if (typeof each !== 'string')
      throw mismatch(
        keyword(name),
        `must be an array of strings, but found an element of type: ${bsonType(each).alias}`,
      )
  if (new Set(operand).size < operand.length)
    throw fault('FailedToParse', `${keyword(name)} array cannot contain duplicate values`)
  return operand as string[]
}

/** `patternProperties` and `additionalProperties` are one demand: what no name and no pattern covers is additional. */
const additionalProperties: Keyword = (operand, name, siblings) => {
  if (typeof operand !== 'boolean' && !isPlainObject(operand))
    throw mismatch(keyword(name), 'must be an object or a boolean')
  const named = isPlainObject(siblings['properties']) ? Object.keys(siblings['properties']) : []
  const patterns = isPlainObject(siblings['patternProperties'])
    ? Object.keys(siblings['patternProperties']).map((pattern) => compileRegex(pattern, ''))
    : []
  const isAdditional = (field: string): boolean =>
    !named.includes(field) && !patterns.some((pattern) => pattern.test(field))
  if (operand === true) return undefined
  const schema = isPlainObject(operand) ? compileSchema(operand, name) : undefined
  return (value) => {
    if (!isPlainObject(value)) return undefined
    const extra = Object.keys(value).filter(isAdditional)
    if (schema === undefined)
      return extra.length === 0
        ? undefined
        : { operatorName: name, specifiedAs: { [name]: false }, additionalProperties: extra }
    const field = extra.find((each) => schema.failures(value[each]).length > 0)
    return field === undefined
      ? undefined
      : {
          operatorName: name,
          reason: 'at least one additional property did not match the subschema',
          failingProperty: field,
          details: schema.failures(value[field]),
        }
  }
}

const patternProperties: Keyword = (operand, name) => {
  if (!isPlainObject(operand)) throw mismatch(keyword(name), 'must be an object')
  const patterns = Object.keys(operand).map((pattern) => ({
    pattern,
    regex: compileRegex(pattern, ''),
    schema: compileProperty(operand[pattern], pattern, name),
  }))
  return (value) => {
    if (!isPlainObject(value)) return undefined
    const broken = Object.keys(value).flatMap((field) =>
      patterns.flatMap(({ pattern, regex, schema }) => {
        const details = regex.test(field) ? schema.failures(value[field]) : []
        return details.length === 0
          ? []
          : [{ propertyName: field, regexMatched: pattern, ...schema.notes, details }]
      }),
    )
    return broken.length === 0 ? undefined : { operatorName: name, details: broken }
  }
}

const dependencies: Keyword = (operand, name) => {
  if (!isPlainObject(operand)) throw mismatch(keyword(name), 'must be an object')
  const conditions = Object.keys(operand).map((property) => {
    const demand = operand[property]
    if (!Array.isArray(demand) && !isPlainObject(demand))
      throw mismatch(
        `Dependency for property '${property}'`,
        'in $jsonSchema keyword must be an array or an object',
      )
    return { property, rule: Array.isArray(demand) ? missingOf(nameList(demand, name)) : detailsOf(demand) }
  })
  return (value) => {
    if (!isPlainObject(value)) return undefined
    const failing = conditions.flatMap(({ property, rule }) => {
      const failure = fieldOf(value, property) === undefined ? undefined : rule(value)
      return failure === undefined ? [] : [{ conditionalProperty: property, ...failure }]
    })
    return failing.length === 0 ? undefined : { operatorName: name, failingDependencies: failing }
  }
}

function missingOf(names: string[]): Rule {
  return (value) => {
    const missing = names.filter((each) => fieldOf(value as Doc, each) === undefined)
    return missing.length === 0 ? undefined : { missingProperties: missing }
  }
}

function detailsOf(schema: Doc): Rule {
  const { failures } = compileSchema(schema)
  return (value) => {
    const details = failures(value)
    return details.length === 0 ? undefined : { details }
  }
}

const text: Keyword = (operand, name) => {
  if (typeof operand === 'string') return undefined
  throw mismatch(keyword(name), `must be of type string`)
}

/** The keywords that hold schemas, and the rest from beside. */
const KEYWORDS: Record<string, Keyword> = {
  ...SCALAR_KEYWORDS,
  ...ARRAY_KEYWORDS,
  allOf,
  anyOf,
  oneOf,
  not,
  properties,
  patternProperties,
  additionalProperties,
  required,
  dependencies,
  title: text,
  description: text,
}
