import { fault } from '../errors.ts'
import { classOf, toNumber } from './numbers.ts'

/**
 * Collation by fold keys: a string becomes a text whose plain order is the collation's order, so sorts, filters and index keys
 * agree by construction. Levels as in the Unicode collation algorithm: base letters, then accents, then case (lower first).
 * Limits: locales that sort like the root only, no contractions (ch, ll), no expansions (æ, ß beyond NFKD), no numeric ordering,
 * punctuation is not ignored. Everything else is refused.
 */
export type Collation = { locale: string; strength: 1 | 2 | 3 }

const ROOT_LIKE = new Set([
  'en',
  'en_US',
  'en_GB',
  'en_CA',
  'en_AU',
  'de',
  'fr',
  'it',
  'pt',
  'nl',
  'root',
  'id',
  'ms',
])
const NEUTRAL: Record<string, unknown> = {
  caseLevel: false,
  caseFirst: 'off',
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  backwards: false,
  normalization: false,
}
const FIELDS = new Set(['locale', 'strength', 'version', ...Object.keys(NEUTRAL)])

/** A command's `collation` → what compare and key strings need; undefined for the simple (binary) collation. */
export function parseCollation(spec: unknown): Collation | undefined {
  if (spec === undefined || spec === null) return undefined
  if (typeof spec !== 'object') throw fault('TypeMismatch', 'collation must be an object')
  const given = spec as Record<string, unknown>
  if (Object.keys(given).length === 0) return undefined
  const locale = given['locale']
  if (typeof locale !== 'string')
    throw fault('Location40414', "BSON field 'collation.locale' is missing but a required field")
  for (const name of Object.keys(given)) {
    if (!FIELDS.has(name)) throw fault('Location40415', `BSON field 'collation.${name}' is an unknown field.`)
  }
  if (locale === 'simple') return undefined
  if (!ROOT_LIKE.has(locale)) throw fault('BadValue', `Field 'locale' is invalid in: { locale: "${locale}" }`)
  refuseTailoring(given)
  const strength = given['strength'] === undefined ? 3 : toNumber(given['strength'])
  if (strength === 1 || strength === 2 || strength === 3) return { locale, strength }
  throw fault('BadValue', `Collation strength ${strength} is not supported by this server; 1, 2 and 3 are`)
}

function refuseTailoring(given: Record<string, unknown>): void {
  for (const [name, neutral] of Object.entries(NEUTRAL)) {
    const value = given[name]
    if (value !== undefined && value !== neutral) {
      throw fault('BadValue', `Collation option '${name}' is not supported by this server`)
    }
  }
}

/** True when two collations order alike (an index can serve a query only then). */
export function sameCollation(a: Collation | undefined, b: Collation | undefined): boolean {
  return a?.strength === b?.strength && (a === undefined) === (b === undefined)
}

// ICU puts punctuation and symbols before digits and digits before letters; ASCII interleaves them.
const ASCII_ORDER = [...' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz']
const WEIGHTS = new Map(ASCII_ORDER.map((letter, index) => [letter, String.fromCharCode(index + 2)]))
const MARK = /\p{M}/u
const memory = new Map<string, string>()
const MEMORY_SIZE = 5000

/** The fold key of a string: order of fold keys (by code point) == order of the collation. */
function foldKey(text: string, collation: Collation): string {
  const name = `${collation.strength}${text}`
  const known = memory.get(name)
  if (known !== undefined) return known
  const key = buildFoldKey(text, collation.strength)
  if (memory.size >= MEMORY_SIZE) memory.clear()
  if (text.length <= 200) memory.set(name, key)
  return key
}

function buildFoldKey(text: string, strength: number): string {
  let base = ''
  let accents = ''
  let cases = ''
  for (const letter of text.normalize('NFKD')) {
    if (MARK.test(letter)) {
      accents += letter
      continue
    }
    const lower = letter.toLowerCase()
    base += WEIGHTS.get(lower) ?? lower
    accents += '\u0001'
    cases += lower === letter ? '\u0001' : '\u0002'
  }
  if (strength === 1) return base
  if (strength === 2) return `${base}\u0000${trimLevel(accents)}`
  return `${base}\u0000${trimLevel(accents)}\u0000${trimLevel(cases)}`
}

/** Trailing neutral weights say nothing; without them most keys end after the base letters. */
function trimLevel(level: string): string {
  return level.replace(/\u0001+$/, '')
}

/** The text of a string or symbol value, folded when a collation applies. */
export function textOf(value: unknown, collation: Collation | undefined): string {
  const text =
    classOf(value) === 'BSONSymbol' ? String((value as { value: string }).value) : (value as string)
  return collation === undefined ? text : foldKey(text, collation)
}
