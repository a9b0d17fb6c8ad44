import { z } from 'zod'
import { AppError } from '../errors'
import { fieldsOf, issueCode } from './issue-codes'

/**
 * The output of a schema for what came in, or a refusal with a code for every field. Unknown fields are refused too:
 * a misspelt name must not be ignored silently.
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const strict = schema instanceof z.ZodObject ? closed(schema) : schema
  const parsed = strict.safeParse(input, { error: issueCode })
  if (parsed.success) return parsed.data as z.output<T>
  throw new AppError('invalid', 'Some values do not fit.', { fields: fieldsOf(parsed.error.issues) })
}

/** A schema that says itself what happens to unknown fields keeps its word. */
function closed(schema: z.ZodObject): z.ZodType {
  return schema.def.catchall === undefined ? schema.strict() : schema
}
