import { fault, location } from '../errors.ts'
import { classOf } from '../values/numbers.ts'
import { regexParts } from '../values/compare.ts'

const OPTIONS = new Set(['i', 'm', 's', 'x', 'u'])

/** A regex value (BSON or JS). */
export function isRegex(value: unknown): boolean {
  return value instanceof RegExp || classOf(value) === 'BSONRegExp'
}

/** A test of strings for a regex value. */
export function regexTest(value: unknown): (text: string) => boolean {
  const { pattern, options } = regexParts(value)
  const regex = compileRegex(pattern, options)
  return (text) => regex.test(text)
}

/**
 * PCRE pattern and options as MongoDB takes them → a JS RegExp (never sticky or global, so it holds no state).
 * What PCRE knows and JS does not (possessive and recursive groups, \G, \K) fails here as an invalid expression.
 */
export function compileRegex(pattern: string, options: string, extraFlags = ''): RegExp {
  if (pattern.includes('\0')) throw location(51109, 'Regular expression cannot contain an embedded null byte')
  for (const option of options) {
    if (!OPTIONS.has(option)) throw location(51108, `invalid flag in regex options: ${option}`)
  }
  let flags = extraFlags
  const leading = /^\(\?([imsx]+)\)/.exec(pattern)
  const wanted = options + (leading?.[1] ?? '')
  for (const flag of 'ims') if (wanted.includes(flag)) flags += flag
  let source = leading === null ? pattern : pattern.slice(leading[0].length)
  if (wanted.includes('x')) source = withoutLayout(source)
  return toRegExp(translate(source), flags)
}

/** Unicode mode first (PCRE runs in UTF-8 mode); patterns with escapes it forbids are tried without. */
function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`)
  } catch {
    try {
      return new RegExp(source, flags)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw location(51091, `Regular expression is invalid: ${reason}`)
    }
  }
}

const ESCAPES: Record<string, string> = {
  A: '(?<![\\s\\S])',
  z: '(?![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  h: '[ \\t]',
  R: '(?:\\r\\n|\\n|\\r)',
  a: '\\x07',
  e: '\\x1b',
}
const POSIX: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
  blank: ' \\t',
}

/** PCRE's escapes that JS spells otherwise. */
function translate(source: string): string {
  return source
    .replace(/\\(.)/gsu, (whole, letter: string) => ESCAPES[letter] ?? whole)
    .replace(/\[:(\w+):\]/g, (whole, name: string) => POSIX[name] ?? whole)
    .replace(/\(\?P</g, '(?<')
}

/** Option x: white space and comments outside classes are layout. */
function withoutLayout(source: string): string {
  let result = ''
  let isInClass = false
  for (let index = 0; index < source.length; index++) {
    const letter = source[index] as string
    if (letter === '\\') {
      result += letter + (source[++index] ?? '')
      continue
    }
    if (letter === '[') isInClass = true
    if (letter === ']') isInClass = false
    if (!isInClass && /\s/.test(letter)) continue
    if (!isInClass && letter === '#') {
      while (index < source.length && source[index] !== '\n') index++
      continue
    }
    result += letter
  }
  return result
}

/** The pattern and options of `{$regex, $options}`; options in both places are an error as in MongoDB. */
export function regexOperands(regex: unknown, options: unknown): RegExp {
  if (options !== undefined && typeof options !== 'string')
    throw fault('BadValue', '$options has to be a string')
  if (typeof regex === 'string') return compileRegex(regex, options ?? '')
  if (!isRegex(regex)) throw fault('BadValue', '$regex has to be a string')
  const parts = regexParts(regex)
  if (options !== undefined && parts.options !== '')
    throw location(51075, 'options set in both $regex and $options')
  return compileRegex(parts.pattern, options ?? parts.options)
}
