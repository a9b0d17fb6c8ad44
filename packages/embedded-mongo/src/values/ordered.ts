import type { Doc } from './codec.ts'

/**
 * JavaScript puts names that look like array positions (`7`, not `07`) before all others, whatever the order in which they were
 * set; BSON keeps the order. Documents that have such names are therefore proxies that remember it: for everybody else they are
 * plain objects, and only these pay for it.
 */
const POSITION_LIKE = /^(?:0|[1-9]\d{0,9})$/
const ordered = new WeakSet()

export function isPositionLike(name: string): boolean {
  const first = name.charCodeAt(0)
  return first >= 0x30 && first <= 0x39 && POSITION_LIKE.test(name)
}

/** An empty document that keeps its fields in the order in which they are set, whatever their names. */
export function orderedDoc(): Doc {
  const names = new Set<string | symbol>()
  const doc: Doc = new Proxy({} as Doc, {
    ownKeys: () => [...names],
    // Plain assignment ends here too.
    defineProperty: (target, name, descriptor) => {
      names.add(name)
      return Reflect.defineProperty(target, name, descriptor)
    },
    deleteProperty: (target, name) => {
      names.delete(name)
      return Reflect.deleteProperty(target, name)
    },
  })
  ordered.add(doc)
  return doc
}

/** An empty document for a changed copy of `doc`. */
export function emptyLike(doc: Doc): Doc {
  return ordered.has(doc) ? orderedDoc() : {}
}

/** An empty document that is going to have fields of these names. */
export function emptyFor(names: Iterable<string>): Doc {
  for (const name of names) if (isPositionLike(name)) return orderedDoc()
  return {}
}

/** Fields in their order as a document. */
export function docOf(fields: Iterable<readonly [string, unknown]>): Doc {
  const entries = [...fields]
  const doc = emptyFor(entries.map(([name]) => name))
  for (const [name, value] of entries)
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true })
  return doc
}
