import { Int32 } from 'bson'
import { fault, location } from '../../errors.ts'
import { countValue, isNumber, toExactInteger } from '../../values/numbers.ts'
import { encode } from '../../values/codec.ts'
import { compareText } from '../../values/compare.ts'
import { isPlainObject } from '../../values/paths.ts'
import { namedOperator, operator, typeName } from '../arguments.ts'
import { LIMIT_BYTES } from '../memory.ts'
import { binaryBytes, coerceToString } from '../text.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish } from '../types.ts'

const concat = operator(0, Infinity, (values) => {
  if (values.some(isNullish)) return null
  const texts = values.map((value) => {
    if (typeof value === 'string') return value
    throw location(16702, `$concat only supports strings, not ${typeName(value)}`)
  })
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (length > LIMIT_BYTES)
    throw fault(
      'ExceededMemoryLimit',
      `$concat would make a string of ${length} characters. Limit: ${LIMIT_BYTES}`,
    )
  return texts.join('')
})

function changed(change: (text: string) => string): Builder {
  return operator(1, 1, ([value], _context, name) => change(coerceToString(value, name)))
}

/** MongoDB changes the case of ASCII letters only. */
function asciiUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

const split = operator(2, 2, ([text, separator]) => {
  if (isNullish(text) || isNullish(separator)) return null
  if (typeof text !== 'string')
    throw location(
      40085,
      `$split requires an expression that evaluates to a string as a first argument, found: ${typeName(text)}`,
    )
  if (typeof separator !== 'string')
    throw location(
      40086,
      `$split requires an expression that evaluates to a string as a second argument, found: ${typeName(separator)}`,
    )
  if (separator === '') throw location(40087, '$split requires a non-empty separator')
  return text.split(separator)
})

function integerArgument(value: unknown, code: number, message: string): number {
  const integer = isNumber(value) ? toExactInteger(value) : undefined
  if (integer === undefined) throw location(code, `${message} (of type ${typeName(value)})`)
  return Number(integer)
}

const substrBytes = operator(3, 3, ([text, start, length], _context, name) => {
  const bytes = Buffer.from(coerceToString(text, name), 'utf8')
  if (!isNumber(start))
    throw location(16034, `${name}:  starting index must be a numeric type (is BSON type ${typeName(start)})`)
  if (!isNumber(length))
    throw location(16035, `${name}:  length must be a numeric type (is BSON type ${typeName(length)})`)
  const from = integerArgument(start, 16034, `${name}: starting index must be integral`)
  const count = integerArgument(length, 16035, `${name}: length must be integral`)
  if (from < 0) throw location(50752, `${name}:  starting index must be non-negative (got: ${from})`)
  const end = count < 0 ? bytes.length : Math.min(bytes.length, from + count)
  if (isContinuation(bytes[from]))
    throw location(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`)
  if (isContinuation(bytes[end]))
    throw location(28657, `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`)
  return bytes.subarray(from, end).toString('utf8')
})

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

const substrCP = operator(3, 3, ([text, start, length], _context, name) => {
  const letters = [...coerceToString(text, name)]
  const from = integerArgument(start, 34450, `${name}: starting index must be a numeric type`)
  const count = integerArgument(length, 34452, `${name}: length must be a numeric type`)
  if (from < 0) throw location(34455, `${name}: the starting index must be nonnegative integer.`)
  if (count < 0) throw location(34454, `${name}: length must be a nonnegative integer.`)
  return letters.slice(from, from + count).join('')
})

function length(measure: (text: string) => number): Builder {
  return operator(1, 1, ([value], _context, name) => {
    if (typeof value !== 'string')
      throw location(34471, `${name} requires a string argument, found: ${typeName(value)}`)
    return countValue(measure(value))
  })
}

/** Position of a text in another from `start` to `end`, in bytes or code points; -1 when it is not there. */
function indexOf(units: (text: string) => string[]): Builder {
  return operator(2, 4, ([text, wanted, start, end], _context, name) => {
    if (isNullish(text)) return null
    if (typeof text !== 'string')
      throw location(40091, `${name} requires a string as the first argument, found: ${typeName(text)}`)
    if (typeof wanted !== 'string')
      throw location(40092, `${name} requires a string as the second argument, found: ${typeName(wanted)}`)
    const all = units(text)
    const from = start === undefined ? 0 : position(start, name, 'starting')
    const to = end === undefined ? all.length : Math.min(all.length, position(end, name, 'ending'))
    const needle = units(wanted)
    for (let at = from; at + needle.length <= to; at++) {
      if (needle.every((unit, index) => all[at + index] === unit)) return countValue(at)
    }
    return new Int32(-1)
  })
}

function position(value: unknown, name: string, which: string): number {
  const integer = integerArgument(value, 40096, `${name} requires an integral ${which} index`)
  if (integer < 0) throw location(40097, `${name} requires a nonnegative ${which} index, found: ${integer}`)
  return integer
}

function bytesOf(text: string): string[] {
  return [...Buffer.from(text, 'utf8')].map(String)
}

const strcasecmp = operator(2, 2, ([a, b], _context, name) => {
  return new Int32(compareText(asciiUpper(coerceToString(a, name)), asciiUpper(coerceToString(b, name))))
})

const TRIM_CODES = { notObject: 50696, unknown: 50694, missing: 50695 }
const WHITE_SPACE =
  '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

function trim(left: boolean, right: boolean): Builder {
  return namedOperator(
    { required: ['input'], optional: ['chars'], codes: TRIM_CODES },
    (values, _context, name) => {
      const { input } = values
      if (isNullish(input)) return null
      if (typeof input !== 'string')
        throw location(50699, `${name} requires its input to be a string, got ${typeName(input)} instead.`)
      const chars = 'chars' in values ? values['chars'] : WHITE_SPACE
      if (isNullish(chars)) return null
      if (typeof chars !== 'string')
        throw location(50700, `${name} requires 'chars' to be a string, got ${typeName(chars)} instead.`)
      const letters = [...input]
      const trimmed = new Set(chars)
      let start = 0
      let end = letters.length
      while (left && start < end && trimmed.has(letters[start] as string)) start++
      while (right && end > start && trimmed.has(letters[end - 1] as string)) end--
      return letters.slice(start, end).join('')
    },
  )
}

const REPLACE_CODES = { notObject: 51751, unknown: 51750, missing: 51749 }

function replace(isAll: boolean): Builder {
  return namedOperator(
    { required: ['input', 'find', 'replacement'], codes: REPLACE_CODES },
    (values, _context, name) => {
      const { input, find, replacement } = values
      for (const [argument, code] of [
        ['input', 51746],
        ['find', 51745],
        ['replacement', 51744],
      ] as const) {
        const value = values[argument]
        if (!isNullish(value) && typeof value !== 'string')
          throw location(code, `${name} requires that '${argument}' be a string, found: ${typeName(value)}`)
      }
      if (typeof input !== 'string' || typeof find !== 'string' || typeof replacement !== 'string')
        return null
      return isAll ? input.split(find).join(replacement) : input.replace(find, () => replacement)
    },
  )
}

const binarySize = operator(1, 1, ([value]) => {
  if (isNullish(value)) return null
  if (typeof value === 'string') return countValue(Buffer.byteLength(value))
  const bytes = binaryBytes(value)
  if (bytes === undefined)
    throw location(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`)
  return countValue(bytes.length)
})

const bsonSize = operator(1, 1, ([value]) => {
  if (isNullish(value)) return null
  if (!isPlainObject(value))
    throw location(31393, `$bsonSize requires a document input, found: ${typeName(value)}`)
  return countValue(encode(value).length)
})

/** String operators but those of regular expressions. */
export const STRINGS: Operators = {
  $concat: concat,
  $toUpper: changed(asciiUpper),
  $toLower: changed(asciiLower),
  $split: split,
  $substr: substrBytes,
  $substrBytes: substrBytes,
  $substrCP: substrCP,
  $strLenBytes: length((text) => Buffer.byteLength(text)),
  $strLenCP: length((text) => [...text].length),
  $indexOfBytes: indexOf(bytesOf),
  $indexOfCP: indexOf((text) => [...text]),
  $strcasecmp: strcasecmp,
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
  $binarySize: binarySize,
  $bsonSize: bsonSize,
}
