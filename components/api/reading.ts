import type { ApiDocument, DescribedCall, Json } from '@/lib/platform/http/openapi'

export type Named = { path: string; method: string; call: DescribedCall }

/** The calls that are meant for programs, by kind of thing, in the order of the document. */
export function callsByTag(document: ApiDocument): [string, Named[]][] {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]): Named => ({ path, method, call })),
  )
  const open = calls.filter(({ call }) => call['x-internal'] !== true)
  const byTag = Map.groupBy(open, ({ call }) => call.tags[0] ?? '')
  return [...byTag].toSorted(([one], [other]) => one.localeCompare(other))
}

/** What a `$ref` of the document means; anything else is itself. */
export function resolved(schema: Json, document: ApiDocument): Json {
  const { $ref } = schema as { $ref?: string }
  if ($ref === undefined) return schema
  const name = $ref.split('/').at(-1) ?? ''
  return ((document.components['schemas'] as Record<string, Json>)[name] ?? {}) as Json
}

export type Field = { name: string; schema: Json; isRequired: boolean }

export function fieldsOf(schema: Json): Field[] {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, field]) => ({
    name,
    schema: field,
    isRequired: required.includes(name),
  }))
}

/** The schemas of which a value may have any; a list of one where there is no choice. */
export function choicesOf(schema: Json): Json[] {
  const { anyOf, oneOf, type } = schema as { anyOf?: Json[]; oneOf?: Json[]; type?: unknown }
  if (anyOf ?? oneOf) return (anyOf ?? oneOf) as Json[]
  return Array.isArray(type) ? (type as string[]).map((each) => ({ ...schema, type: each })) : [schema]
}

/** What has fields of its own inside a value: the object itself, the entries of a list, the one object among choices. */
export function insideOf(schema: Json, document: ApiDocument): Json | null {
  for (const choice of choicesOf(resolved(schema, document))) {
    const one = resolved(choice, document)
    if (fieldsOf(one).length > 0) return one
    const { items } = one as { items?: Json | false }
    const inside = items ? insideOf(items, document) : null
    if (inside !== null) return inside
  }
  return null
}
