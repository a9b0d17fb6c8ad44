import { z } from 'zod'
import { AppError } from '../errors'

/**
 * What a form or a query string says, in the shape its schema expects. Names are paths (`price.amount`,
 * `learning.0.level`); values become plain strings, numbers, booleans, lists and objects of these, nothing else: an
 * operator object cannot be spelled. What does not convert stays a string and is refused by the schema.
 */
type Entry = string | File
type Node = { values: Entry[]; children: Map<string, Node> }

const MOST_ENTRIES = 2000
const DEEPEST = 6

export function inputOf(schema: z.ZodType, entries: Iterable<[string, Entry]>): unknown {
  return convert(schema, treeOf(entries)) ?? {}
}

function treeOf(entries: Iterable<[string, Entry]>): Node {
  const root = emptyNode()
  let count = 0
  for (const [name, value] of entries) {
    // Names that begin with `$` are Next's own.
    if (name.startsWith('$')) continue
    count += 1
    const path = name.split(/[.[\]]+/).filter((part) => part !== '')
    if (count > MOST_ENTRIES || path.length > DEEPEST)
      throw new AppError('too_large', 'The form has too many fields.')
    let node = root
    for (const part of path) node = childOf(node, part)
    node.values.push(value)
  }
  return root
}

function emptyNode(): Node {
  return { values: [], children: new Map() }
}

function childOf(node: Node, name: string): Node {
  const existing = node.children.get(name)
  if (existing !== undefined) return existing
  const child = emptyNode()
  node.children.set(name, child)
  return child
}

type Kind = { schema: z.core.$ZodType; isOptional: boolean; isNullable: boolean; hasDefault: boolean }

/** Looks through optional, default, preprocess and the like to the schema that says the shape. */
function kindOf(schema: z.core.$ZodType): Kind {
  const kind: Kind = { schema, isOptional: false, isNullable: false, hasDefault: false }
  for (;;) {
    const def = (kind.schema as z.core.$ZodTypes)._zod.def
    if (def.type === 'optional') kind.isOptional = true
    if (def.type === 'nullable') kind.isNullable = true
    if (def.type === 'default' || def.type === 'prefault' || def.type === 'catch') kind.hasDefault = true
    if ('innerType' in def) kind.schema = def.innerType
    else if (def.type === 'pipe') kind.schema = isTransform(def.in) ? def.out : def.in
    else if (def.type === 'lazy') kind.schema = def.getter()
    else return kind
  }
}

function isTransform(schema: z.core.$ZodType): boolean {
  return (schema as z.core.$ZodTypes)._zod.def.type === 'transform'
}

function convert(schema: z.core.$ZodType, node: Node | undefined): unknown {
  const kind = kindOf(schema)
  const def = (kind.schema as z.core.$ZodTypes)._zod.def
  switch (def.type) {
    case 'object':
      return node === undefined && (kind.isOptional || kind.hasDefault)
        ? undefined
        : toObject(def.shape, node)
    case 'array':
      return toArray(def.element, node, kind)
    case 'record':
      return toRecord(def.valueType, node, kind)
    case 'union':
      return toUnion(def.options, node, schema)
    case 'boolean':
      return toBoolean(node, kind)
    case 'number':
      return toNumber(textOf(node))
    case 'file':
      return node?.values.find((value) => value instanceof File && value.size > 0)
    default:
      return toText(schema, node, kind)
  }
}

function toObject(shape: z.core.$ZodShape, node: Node = emptyNode()): Record<string, unknown> {
  const known = Object.entries(shape).map(([name, child]) => [name, convert(child, node.children.get(name))])
  const unknown = [...node.children]
    .filter(([name]) => !Object.hasOwn(shape, name))
    .map(([name, child]) => [name, textOf(child) ?? ''])
  return Object.fromEntries([...known.filter(([, value]) => value !== undefined), ...unknown])
}

function toArray(element: z.core.$ZodType, node: Node | undefined, kind: Kind): unknown[] | undefined {
  if (node === undefined) return kind.isOptional || kind.hasDefault ? undefined : []
  const numbered = [...node.children].filter(([name]) => /^\d{1,3}$/.test(name))
  if (numbered.length > 0) {
    return numbered.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => convert(element, child))
  }
  // An empty value beside the ticked ones lets a form say "none of them".
  return node.values
    .filter((value) => value !== '')
    .map((value) => convert(element, { values: [value], children: new Map() }))
}

/** Entries whose names the schema does not know beforehand; an empty number is no entry. */
function toRecord(
  value: z.core.$ZodType,
  node: Node | undefined,
  kind: Kind,
): Record<string, unknown> | undefined {
  if (node === undefined) return kind.isOptional || kind.hasDefault ? undefined : {}
  const entries = [...node.children].map(([name, child]) => [name, convert(value, child)] as const)
  return Object.fromEntries(entries.filter(([, converted]) => converted !== undefined))
}

/** Of objects that differ by a field, the one that accepts what was sent; else the text as it is. */
function toUnion(
  options: readonly z.core.$ZodType[],
  node: Node | undefined,
  schema: z.core.$ZodType,
): unknown {
  if (node === undefined || node.children.size === 0) return textOf(node)
  const candidates = options.map((option) => convert(option, node))
  return candidates.find((candidate) => z.safeParse(schema, candidate).success) ?? candidates[0]
}

function toBoolean(node: Node | undefined, kind: Kind): unknown {
  if (node === undefined) return kind.isOptional ? undefined : false
  const text = textOf(node)
  if (text === 'on' || text === 'true' || text === '1') return true
  return text === '' || text === 'off' || text === 'false' || text === '0' ? false : text
}

function toNumber(text: string | undefined): unknown {
  if (text === undefined || text.trim() === '') return undefined
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : text
}

/** An empty field of something optional was left out, unless empty is one of its values. */
function toText(schema: z.core.$ZodType, node: Node | undefined, kind: Kind): unknown {
  const text = textOf(node)
  if (text !== '' || z.safeParse(schema, text).success) return text
  if (kind.isNullable) return null
  return kind.isOptional || kind.hasDefault ? undefined : text
}

function textOf(node: Node | undefined): string | undefined {
  const last = node?.values.at(-1)
  return typeof last === 'string' ? last : undefined
}
