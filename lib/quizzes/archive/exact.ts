import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'

/** What is to be put where, by dotted path (`options.0.share`); an empty path is the whole. */
export type Differences = Record<string, unknown>

/** What has to be put into `read` so that it becomes `meant`. Lists of another length are put there whole. */
export function differencesOf(read: unknown, meant: unknown, path = ''): Differences {
  if (isDeepStrictEqual(read, meant)) return {}
  const parts = partsOf(read, meant)
  if (parts === null) return { [path]: meant }
  const inner = (name: string) => (path === '' ? name : `${path}.${name}`)
  return Object.assign(
    {},
    ...parts.map((name) => differencesOf(valueOf(read, name), valueOf(meant, name), inner(name))),
  )
}

/** The names of both, where both hold the same: only then can one become the other part by part. */
function partsOf(read: unknown, meant: unknown): string[] | null {
  if (!isObject(read) || !isObject(meant) || Array.isArray(read) !== Array.isArray(meant)) return null
  const names = Object.keys(meant)
  const isSame = names.length === Object.keys(read).length && names.every((name) => Object.hasOwn(read, name))
  const isListOfWords = Array.isArray(meant) && !meant.every(isObject)
  return isSame && !isListOfWords ? names : null
}

/**
 * `read` with everything put where it belongs, in order; the given value stays as it is. A path that leads nowhere is
 * passed over: what comes out is checked by its schema anyway. What is put in is not looked at, so it may be of any depth.
 */
export function withDifferences(read: unknown, differences: Differences): unknown {
  let result = structuredClone(read)
  for (const [path, value] of Object.entries(differences)) {
    if (path === '') result = value
    else put(result, path.split('.'), value)
  }
  return result
}

function put(root: unknown, names: readonly string[], value: unknown): void {
  const [name = '', ...more] = names
  if (!isObject(root) || !Object.hasOwn(root, name)) return
  if (more.length > 0) put(valueOf(root, name), more, value)
  else (root as Record<string, unknown>)[name] = value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function valueOf(holder: unknown, name: string): unknown {
  return (holder as Record<string, unknown>)[name]
}

/** By which a block tells whether anybody has changed it since. */
export function sumOf(text: string): string {
  return createHash('sha256').update(text.trim()).digest('hex').slice(0, 12)
}
