import { fault } from '../errors.ts'
import { COLLATION_WEIGHTS } from './collation-weights.ts'
import { classOf, toNumber } from './numbers.ts'

/**
 * Collation by fold keys: a string becomes a text whose plain order is the collation's order, so sorts, filters and index keys
 * agree by construction. Levels as in the Unicode collation algorithm: base letters, then accents, then case (lower first), by
 * weights taken from ICU (scripts/write-collation.ts) for Latin, Greek, Cyrillic and common signs; other scripts follow by code point.
 * Limits: locales that sort like the root only, no contractions (ch, ll), no numeric ordering, punctuation is not ignored. Everything
 * else is refused.
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

const { bases, marks, spellings } = COLLATION_WEIGHTS
/** Weights of base letters: below those of all characters that the table does not have, which follow in code point order. */
const WEIGHTS = new Map(
  bases.flatMap((run, index) => [...run].map((letter) => [letter, String.fromCharCode(index + 2)])),
)
const UNKNOWN = '\u0fff'
/** Signs that the table does not have (emoji) come before digits, as all signs do. */
const UNKNOWN_SIGN = String.fromCharCode(bases.indexOf('0') + 1) + UNKNOWN
const SIGN = /[\p{S}\p{P}]/u
const MARK_WEIGHTS = new Map(
  marks.flatMap((run, index) => [...run].map((mark) => [mark, String.fromCharCode(index + 2)])),
)
/** Characters of one base letter that are no marks (quotation marks of several shapes) differ by these. */
const SHAPES = new Map(
  bases.flatMap((run) =>
    [...run].slice(1).map((letter, index) => [letter, String.fromCharCode(0x200 + index)]),
  ),
)
const MARK = /\p{M}/u
const IGNORED = /[\p{Cc}\p{Cf}]/u
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
  const levels = new Levels()
  for (const letter of text.normalize('NFC')) levels.add(letter)
  const { base, accents, cases } = levels
  if (strength === 1) return base
  if (strength === 2) return `${base}\u0000${trimLevel(accents)}`
  return `${base}\u0000${trimLevel(accents)}\u0000${trimLevel(cases)}`
}

/** The three levels of a text: base letters, what is on them, and their case (plain, compatible form, capital, both). */
class Levels {
  base = ''
  accents = ''
  cases = ''

  /** Takes a letter, or the letters and marks that it is put together of. */
  add(letter: string, isCompatible = false, isCapital = false): void {
    if (MARK.test(letter)) {
      this.accents += MARK_WEIGHTS.get(letter) ?? letter
      return
    }
    const weight = WEIGHTS.get(letter)
    if (weight !== undefined) {
      this.put(weight, isCapital, isCompatible)
      this.accents += SHAPES.get(letter) ?? ''
      return
    }
    const lower = letter.toLowerCase()
    if (lower !== letter && (WEIGHTS.has(lower) || Object.hasOwn(spellings, lower)))
      return this.add(lower, isCompatible, true)
    const spelling = spellings[letter] ?? letter.normalize('NFKD')
    const isForm = letter.normalize('NFD') === letter && [...spelling].length === 1
    if (spelling !== letter) {
      for (const part of spelling) this.add(part, isCompatible || isForm, isCapital)
    } else if (lower !== letter) for (const part of lower) this.add(part, isCompatible, true)
    else if (!IGNORED.test(letter))
      this.put((SIGN.test(letter) ? UNKNOWN_SIGN : UNKNOWN) + letter, isCapital, isCompatible)
  }

  private put(weight: string, isCapital: boolean, isCompatible: boolean): void {
    this.base += weight
    this.accents += '\u0001'
    this.cases += String.fromCharCode(1 + (isCapital ? 2 : 0) + (isCompatible ? 1 : 0))
  }
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
