import { Int32 } from 'bson'
import { location } from '../../errors.ts'
import type { Pattern } from '../../query/regex.ts'
import { compileRegex, isRegex } from '../../query/regex.ts'
import type { Doc } from '../../values/codec.ts'
import { regexParts } from '../../values/compare.ts'
import { namedOperator, typeName } from '../arguments.ts'
import type { Builder, Operators } from '../types.ts'
import { isNullish } from '../types.ts'

const CODES = { notObject: 51103, unknown: 31024, missing: 31022 }

/** `{input, regex, options}`; a null input or regex finds nothing. */
function regexOperator(whenNull: unknown, find: (text: string, regex: Pattern) => unknown): Builder {
  return namedOperator(
    { required: ['input', 'regex'], optional: ['options'], codes: CODES },
    ({ input, regex, options }, _context, name) => {
      if (!isNullish(input) && typeof input !== 'string')
        throw location(51104, `${name} needs 'input' to be of type string`)
      if (isNullish(regex)) return whenNull
      const compiled = compileOperand(regex, options, name)
      return isNullish(input) ? whenNull : find(input as string, compiled)
    },
  )
}

function compileOperand(regex: unknown, options: unknown, name: string): Pattern {
  if (!isNullish(options) && typeof options !== 'string')
    throw location(51106, `${name} needs 'options' to be of type string`)
  const given = typeof options === 'string' ? options : undefined
  if (typeof regex === 'string') return compileRegex(regex, given ?? '', name)
  if (!isRegex(regex))
    throw location(51105, `${name} needs 'regex' to be of type string or regex, not ${typeName(regex)}`)
  const parts = regexParts(regex)
  if (given !== undefined && parts.options !== '')
    throw location(51107, `${name}: regex option(s) specified in both 'regex' and 'option' fields`)
  return compileRegex(parts.pattern, given ?? parts.options, name)
}

function describeMatch(text: string, match: RegExpExecArray): Doc {
  return {
    match: match[0],
    // Positions count code points, not UTF-16 units.
    idx: new Int32([...text.slice(0, match.index)].length),
    captures: match.slice(1).map((capture: string | undefined) => capture ?? null),
  }
}

/** `$regexMatch`, `$regexFind`, `$regexFindAll`. */
export const REGEXES: Operators = {
  $regexMatch: regexOperator(false, (text, regex) => regex.test(text)),
  $regexFind: regexOperator(null, (text, regex) => {
    const match = regex.exec(text)
    return match === null ? null : describeMatch(text, match)
  }),
  $regexFindAll: regexOperator([], (text, regex) =>
    regex.all(text).map((match) => describeMatch(text, match)),
  ),
}
