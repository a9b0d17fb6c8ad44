import vm from 'node:vm'
import { fault, location } from '../errors.ts'
import type { RegexParts } from '../values/compare.ts'
import { regexParts } from '../values/compare.ts'
import { classOf } from '../values/numbers.ts'
import type { Translation } from './pcre.ts'
import { invalid, translatePcre } from './pcre.ts'

const OPTIONS = new Set(['i', 'm', 's', 'x', 'u'])
const MAX_PATTERN_BYTES = 16_384
/** Steps that are taken without a watch: some 20 ms at worst. */
const UNWATCHED_STEPS = 1e7
const UNWATCHED_LENGTH_WHEN_NESTED = 16
/** How long one text may be looked at. MongoDB counts steps of its matcher instead and gives up after a like time. */
const WATCHED_MS = 250

/** A regex value (BSON or JS). */
export function isRegex(value: unknown): boolean {
  return value instanceof RegExp || classOf(value) === 'BSONRegExp'
}

/** A test of strings for a regex. */
export function regexTest({ pattern, options }: RegexParts): (text: string) => boolean {
  const compiled = compileRegex(pattern, options)
  return (text) => compiled.test(text)
}

/**
 * A compiled pattern. A match whose cost cannot be bounded beforehand runs under a watch that ends it (51156), so that no pattern
 * can stop the server (`(a+)+$` on forty letters would take hours).
 */
export class Pattern {
  readonly regex: RegExp
  private readonly translation: Translation
  private readonly operator: string

  constructor(regex: RegExp, translation: Translation, operator: string) {
    this.regex = regex
    this.translation = translation
    this.operator = operator
  }

  test(text: string): boolean {
    return this.bounded(text, () => this.regex.test(text))
  }

  exec(text: string): RegExpExecArray | null {
    return this.bounded(text, () => this.regex.exec(text))
  }

  /** All matches, from left to right. */
  all(text: string): RegExpExecArray[] {
    const global = new RegExp(this.regex.source, `${this.regex.flags}g`)
    return this.bounded(text, () => [...text.matchAll(global)])
  }

  private bounded<T>(text: string, match: () => T): T {
    if (this.isCheap(text.length)) return match()
    try {
      return watched(match)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      // -47 is PCRE2's "match limit exceeded".
      throw location(
        51156,
        `Error occurred while executing the regular expression in ${this.operator}. Result code: -47`,
      )
    }
  }

  private isCheap(length: number): boolean {
    const { quantifiers, isNested } = this.translation
    if (isNested) return length <= UNWATCHED_LENGTH_WHEN_NESTED
    return quantifiers === 0 || length ** (quantifiers + 1) <= UNWATCHED_STEPS
  }
}

const sandbox: { work: () => void } = { work: () => undefined }
const context = vm.createContext(sandbox)
const script = new vm.Script('work()')

/** Runs `work` and ends it after a while; costs about 0.1 ms by itself, hence only where it is needed. */
function watched<T>(work: () => T): T {
  let result: T | undefined
  sandbox.work = () => {
    result = work()
  }
  script.runInContext(context, { timeout: WATCHED_MS })
  return result as T
}

/** PCRE pattern and options as MongoDB takes them; `operator` is named in errors. */
export function compileRegex(pattern: string, options: string, operator = '$regex'): Pattern {
  const isQuery = operator === '$regex'
  if (pattern.includes('\0')) {
    if (isQuery) throw fault('BadValue', 'Regular expression cannot contain an embedded null byte')
    throw location(51109, `${operator}: regular expression cannot contain an embedded null byte`)
  }
  for (const option of options) {
    if (!OPTIONS.has(option))
      throw location(51108, `${isQuery ? '' : operator} invalid flag in regex options: ${option}`)
  }
  if (Buffer.byteLength(pattern) > MAX_PATTERN_BYTES) throw invalid('regular expression is too large')
  const leading = /^\(\?([imsx]+)\)/.exec(pattern)
  const wanted = options + (leading?.[1] ?? '')
  const translation = translatePcre(leading === null ? pattern : pattern.slice(leading[0].length), {
    m: wanted.includes('m'),
    s: wanted.includes('s'),
    x: wanted.includes('x'),
  })
  return new Pattern(toRegExp(translation.source, wanted.includes('i') ? 'i' : ''), translation, operator)
}

/** Unicode mode first (PCRE runs in UTF-8 mode); patterns with escapes it forbids are tried without. */
function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`)
  } catch {
    try {
      return new RegExp(source, flags)
    } catch (error) {
      throw invalid(error instanceof Error ? error.message : String(error))
    }
  }
}

/** The pattern of `{$regex, $options}`; options in both places are an error as in MongoDB. */
export function regexOperands(regex: unknown, options: unknown): RegexParts {
  if (options !== undefined && typeof options !== 'string')
    throw fault('BadValue', '$options has to be a string')
  if (typeof regex === 'string') return { pattern: regex, options: options ?? '' }
  if (!isRegex(regex)) throw fault('BadValue', '$regex has to be a string')
  const parts = regexParts(regex)
  if (options !== undefined && parts.options !== '')
    throw location(51075, 'options set in both $regex and $options')
  return { pattern: parts.pattern, options: options ?? parts.options }
}
