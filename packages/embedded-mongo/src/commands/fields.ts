import { Binary, Decimal128, Double, Int32, Long, Timestamp } from 'bson'
import { fault, location } from '../errors.ts'
import type { Doc } from '../values/codec.ts'
import { bsonType } from '../values/compare.ts'
import { isPlainObject } from '../values/paths.ts'

/**
 * What a command does with one of its fields:
 * - `used`: it has MongoDB's effect;
 * - `no effect`: accepted, because on one node with one engine its effect is none (e.g. `allowDiskUse`);
 * - refused: an error with MongoDB's code, unless the value is the one that changes nothing.
 */
export type FieldSupport = 'used' | 'no effect' | Refusal
interface Refusal {
  refused: number
  why: string
  /** The value that says what happens anyway, e.g. `capped: false`. */
  unless?: unknown
}
export type FieldTable = Readonly<Record<string, FieldSupport>>

/** Refuses what the table does not know (40415) and what it knows as refused. `label` is e.g. `find` or `update.updates`. */
export function checkFields(body: Doc, table: FieldTable, label: string): void {
  for (const name of Object.keys(body)) {
    const support = Object.hasOwn(table, name) ? table[name] : undefined
    if (support === undefined) throw location(40415, `BSON field '${label}.${name}' is an unknown field.`)
    if (typeof support !== 'string' && isEffective(body[name], support.unless)) {
      throw refusal(support.refused, `BSON field '${label}.${name}' is not supported: ${support.why}`)
    }
  }
}

function refusal(code: number, message: string): Error {
  if (code === 72) return fault('InvalidOptions', message)
  if (code === 115) return fault('CommandNotSupported', message)
  if (code === 238) return fault('NotImplemented', message)
  return location(code, message)
}

function isEffective(value: unknown, harmless: unknown): boolean {
  if (value === undefined || value === null) return false
  return plainValue(value) !== harmless
}

function plainValue(value: unknown): unknown {
  return toNumber(value) ?? value
}

/** Any BSON number as a JS number; undefined for everything else. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Int32 || value instanceof Double) return Number(value.value)
  // A Timestamp is a Long by inheritance, but no number.
  if (value instanceof Long && !(value instanceof Timestamp)) return value.toNumber()
  if (value instanceof Decimal128) return Number(value.toString())
  return undefined
}

/** Typed reading of a command's fields; a wrong type is error 14, a missing one 40414, worded as MongoDB does. */
export class Fields {
  readonly #body: Doc
  readonly #label: string

  constructor(body: Doc, label: string) {
    this.#body = body
    this.#label = label
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined
  }

  any(name: string): unknown {
    return this.#value(name)
  }

  doc(name: string): Doc | undefined {
    const value = this.#value(name)
    if (value === undefined || isPlainObject(value)) return value
    throw this.#wrongType(name, value, 'object')
  }

  requiredDoc(name: string): Doc {
    return this.doc(name) ?? this.#missing(name)
  }

  text(name: string): string | undefined {
    const value = this.#value(name)
    if (value === undefined || typeof value === 'string') return value
    throw this.#wrongType(name, value, 'string')
  }

  requiredText(name: string): string {
    return this.text(name) ?? this.#missing(name)
  }

  /** Booleans, and numbers as booleans, as MongoDB's `safeBool` accepts both. */
  flag(name: string, otherwise = false): boolean {
    const value = this.#value(name)
    if (value === undefined) return otherwise
    if (typeof value === 'boolean') return value
    const number = toNumber(value)
    if (number === undefined) throw this.#wrongType(name, value, "[bool, long, int, decimal, double']")
    return number !== 0
  }

  number(name: string): number | undefined {
    const value = this.#value(name)
    if (value === undefined) return undefined
    const number = toNumber(value)
    if (number === undefined) throw this.#wrongType(name, value, "[long, int, decimal, double']")
    return number
  }

  /** A number that must be whole after cutting its fraction, and not negative. */
  count(name: string): number | undefined {
    const number = this.number(name)
    if (number === undefined) return undefined
    const whole = Math.trunc(number)
    if (Number.isNaN(whole)) throw fault('BadValue', `BSON field '${name}' value must be a number`)
    if (whole < 0) throw location(51024, `BSON field '${name}' value must be >= 0, actual value '${whole}'`)
    return whole
  }

  long(name: string): bigint | undefined {
    const value = this.#value(name)
    if (value === undefined) return undefined
    if (value instanceof Long && !(value instanceof Timestamp)) return value.toBigInt()
    const number = toNumber(value)
    if (number === undefined || !Number.isInteger(number)) throw this.#wrongType(name, value, 'long')
    return BigInt(number)
  }

  list(name: string): unknown[] | undefined {
    const value = this.#value(name)
    if (value === undefined || Array.isArray(value)) return value
    throw this.#wrongType(name, value, 'array')
  }

  docs(name: string): Doc[] | undefined {
    return this.list(name)?.map((entry, index) => {
      if (isPlainObject(entry)) return entry
      throw this.#wrongType(`${name}.${index}`, entry, 'object')
    })
  }

  requiredDocs(name: string): Doc[] {
    return this.docs(name) ?? this.#missing(name)
  }

  /** An index hint: a name or a key pattern; an empty document is none. */
  hint(name = 'hint'): Doc | string | undefined {
    const value = this.#value(name)
    if (value === undefined || typeof value === 'string') return value
    if (isPlainObject(value)) return Object.keys(value).length === 0 ? undefined : value
    throw fault('FailedToParse', 'Hint must be a string or an object')
  }

  /** A change: one document, or a pipeline of them. */
  change(name: string): Doc | Doc[] | undefined {
    return Array.isArray(this.#value(name)) ? this.docs(name) : this.doc(name)
  }

  #value(name: string): unknown {
    const value = Object.hasOwn(this.#body, name) ? this.#body[name] : undefined
    return value === null ? undefined : value
  }

  #wrongType(name: string, value: unknown, expected: string): Error {
    const alias = bsonType(value).alias
    const types = expected.startsWith('[') ? `types '${expected}` : `type '${expected}'`
    return fault(
      'TypeMismatch',
      `BSON field '${this.#label}.${name}' is the wrong type '${alias}', expected ${types}`,
    )
  }

  #missing(name: string): never {
    throw location(40414, `BSON field '${this.#label}.${name}' is missing but a required field`)
  }
}

/** The 16 bytes of a UUID in hex; undefined when `value` is none. */
export function uuidHex(value: unknown): string | undefined {
  if (!(value instanceof Binary) || value.sub_type !== Binary.SUBTYPE_UUID || value.position !== 16)
    return undefined
  return value.toString('hex')
}
