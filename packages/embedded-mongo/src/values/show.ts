import { presentNames } from './compare.ts'
import type { Doc } from './codec.ts'
import { classOf, numberKind, toNumber } from './numbers.ts'
import { isPlainObject } from './paths.ts'

/** A value as MongoDB's error texts show it: `{ a: 5, b: [ "x" ] }`. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(showValue).join(', ')} ]`
  if (isPlainObject(value)) return showDoc(value)
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (classOf(value) === 'ObjectId') return `ObjectId('${String(value)}')`
  if (numberKind(value) === 'double' && Number.isInteger(toNumber(value))) return `${toNumber(value)}.0`
  return String(value)
}

function showDoc(doc: Doc): string {
  const names = presentNames(doc)
  return names.length === 0
    ? '{}'
    : `{ ${names.map((name) => `${name}: ${showValue(doc[name])}`).join(', ')} }`
}

/** One field as error texts show it: `{a: 5}`. */
export function showField(name: string, value: unknown): string {
  return `{${name}: ${showValue(value)}}`
}
