import fc from 'fast-check'
import type { Json } from '../http/openapi'

/** What values are made of beside a schema: ids that exist, and where `$ref` leads. */
export type Ground = { ids: readonly string[]; document: Json }

/** Values that a schema of the document accepts, as far as JSON Schema can say it. */
export function valuesOf(schema: Json, ground: Ground): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, allOf, type } = schema as Record<string, unknown>
  if (typeof $ref === 'string') return valuesOf(lookUp(ground.document, $ref), ground)
  if ('const' in schema) return fc.constant(schema['const'])
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  const choices = (anyOf ?? oneOf) as Json[] | undefined
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valuesOf(choice, ground)))
  if (Array.isArray(allOf)) return valuesOf(Object.assign({}, ...(allOf as Json[])) as Json, ground)
  if (Array.isArray(type))
    return fc.oneof(...(type as string[]).map((each) => valuesOf({ ...schema, type: each }, ground)))
  return plainValues(schema, ground)
}

function plainValues(schema: Json, ground: Ground): fc.Arbitrary<unknown> {
  switch (schema['type']) {
    case 'string':
      return strings(schema, ground)
    case 'integer':
      return fc.integer(rangeOf(schema, 1000))
    case 'number': {
      const { min, max } = rangeOf(schema, 1000)
      return fc.double({ min, max, noNaN: true })
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const { prefixItems } = schema as { prefixItems?: Json[] }
      if (prefixItems !== undefined) return fc.tuple(...prefixItems.map((item) => valuesOf(item, ground)))
      const { minItems = 0, maxItems = 4 } = schema as { minItems?: number; maxItems?: number }
      const items = valuesOf((schema['items'] ?? {}) as Json, ground)
      return fc.array(items, { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) })
    }
    case 'object':
      return objects(schema, ground)
    default:
      return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>
  }
}

function objects(schema: Json, ground: Ground): fc.Arbitrary<unknown> {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Record<string, Json>
    required?: string[]
    additionalProperties?: Json | boolean
  }
  if (Object.keys(properties).length === 0 && typeof additionalProperties === 'object')
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), valuesOf(additionalProperties, ground), {
      maxKeys: 3,
    })
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, valuesOf(field, ground)]),
  )
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) })
}

function rangeOf(schema: Json, span: number): { min: number; max: number } {
  const { minimum, maximum, exclusiveMinimum } = schema as Record<string, number | undefined>
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1)
  const min = Math.max(least ?? 0, -1e9)
  return { min, max: Math.max(min, Math.min(maximum ?? min + span, 1e9)) }
}

const WORDS = ['Numbers', 'ひらがな', 'রহিমা', 'שלום', '👩🏽‍🚀 up', 'a\u0301ccent', '# Heading\n\n*text*', 'x']

function strings(schema: Json, { ids }: Ground): fc.Arbitrary<unknown> {
  const {
    format,
    pattern,
    minLength = 0,
    maxLength = 80,
  } = schema as {
    format?: string
    pattern?: string
    minLength?: number
    maxLength?: number
  }
  if (pattern !== undefined && /\{24\}/.test(pattern)) return fc.constantFrom(...ids, 'a'.repeat(24))
  if (format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((at) => at.toISOString())
  if (format === 'date')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((at) => at.toISOString().slice(0, 10))
  if (format === 'email') return fc.integer({ min: 0, max: 99 }).map((n) => `person${n}@example.test`)
  if (format === 'uri') return fc.constantFrom('https://example.org/', 'http://example.org/a?b=c#d')
  if (pattern !== undefined) return matching(pattern)
  const shortest = Math.min(minLength, 200)
  const longest = Math.max(shortest, Math.min(maxLength, 200))
  return fc.oneof(
    fc.constantFrom(
      ...WORDS.filter(({ length }) => length >= minLength && length <= maxLength),
      'y'.repeat(shortest || 1),
    ),
    fc.string({ unit: 'grapheme', minLength: shortest, maxLength: longest }),
  )
}

/** Patterns beyond what the library can make text of get text that fits none of them; they are refused, which is an answer too. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    const made = fc.stringMatching(new RegExp(pattern), { size: 'xsmall' })
    fc.sample(made, 1)
    return made
  } catch {
    return fc.string()
  }
}

function lookUp(document: Json, pointer: string): Json {
  return pointer
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((value, key) => (value as Json)[key], document) as Json
}

/** What no schema of ours should take for what it wants. */
export const HOSTILE: readonly unknown[] = [
  null,
  '',
  ' ',
  'x'.repeat(20_000),
  '\u202Egnp.exe\u202C',
  '\u0000\uFFFF',
  '\uD800',
  '👨‍👩‍👧‍👦'.repeat(500),
  'שלום عليكم',
  "'; DROP TABLE users; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  { $gt: '' },
  { $ne: null },
  { $where: 'sleep(1000)' },
  [{ $regex: '.*' }],
  { toString: 1 },
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  { constructor: { prototype: {} } },
  [],
  [[[[[[]]]]]],
  -1,
  0.1,
  1e21,
  Number.MAX_SAFE_INTEGER,
  true,
]

export const hostileValue = fc.constantFrom(...HOSTILE)

/** A value that was in order, with one thing wrong: a field replaced, left out or too many, or something else altogether. */
export function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    hostileValue,
    fc.tuple(value, hostileValue, fc.nat(), fc.nat(3)).map(([whole, wrong, place, way]) => {
      if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return wrong
      const names = Object.keys(whole)
      const name = names[place % Math.max(1, names.length)] ?? 'q'
      if (way === 0) return { ...whole, unknownField: wrong }
      if (way === 1) return Object.fromEntries(Object.entries(whole).filter(([each]) => each !== name))
      return { ...whole, [name]: wrong }
    }),
  )
}
