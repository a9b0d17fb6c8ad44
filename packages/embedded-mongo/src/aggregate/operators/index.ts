import type { Operators } from '../types.ts'
import { ARITHMETIC } from './arithmetic.ts'
import { ARRAYS } from './arrays.ts'
import { CONVERSIONS } from './conversions.ts'
import { DATES } from './dates.ts'
import { LOGIC } from './logic.ts'
import { LOOPS } from './loops.ts'
import { OBJECTS } from './objects.ts'
import { REGEXES } from './regexes.ts'
import { SETS } from './sets.ts'
import { STRINGS } from './strings.ts'
import { SUMMARIES } from './summaries.ts'

/** Every expression operator this server has. */
export const OPERATORS: Operators = {
  ...LOGIC,
  ...ARITHMETIC,
  ...STRINGS,
  ...REGEXES,
  ...ARRAYS,
  ...LOOPS,
  ...SETS,
  ...OBJECTS,
  ...DATES,
  ...CONVERSIONS,
  ...SUMMARIES,
}
