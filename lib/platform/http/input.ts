import { z } from 'zod'
import { AppError } from '../errors'
import { inputOf } from '../forms/form-input'
import { parseInput } from '../forms/parse'
import { readJson, readJsonIfAny } from './body'
import { isWriting, type Operation } from './operation'

const Nothing = z.strictObject({})

/** What an operation takes, parsed by its schemas: from the address, the query and the body. */
export async function readInput(
  { params, query, body, ...described }: Operation,
  request: Request,
  given: unknown,
): Promise<{ params: unknown; query: unknown; body: unknown }> {
  return {
    params: params && parseParams(params, given),
    query: query === 'own' ? undefined : parseQuery(query ?? Nothing, new URL(request.url).searchParams),
    body: isWriting(described) && body !== 'own' ? await readBody(body, request) : undefined,
  }
}

async function readBody(schema: z.ZodType | undefined, request: Request): Promise<unknown> {
  if (schema !== undefined) {
    const mayBeMissing = schema.safeParse(undefined).success
    return parseInput(schema, await (mayBeMissing ? readJsonIfAny(request) : readJson(request)))
  }
  parseInput(Nothing, (await readJsonIfAny(request)) ?? {})
  return undefined
}

function parseParams(schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new AppError('not_found', 'There is nothing at this address.')
}

function parseQuery(schema: z.ZodObject, query: URLSearchParams): unknown {
  // A form's names may be paths (`q[$ne]`); here they are only what the schema calls them.
  const foreign = [...query.keys()].find((name) => !Object.hasOwn(schema.shape, name))
  if (foreign !== undefined) {
    throw new AppError('invalid', 'Some values do not fit.', { fields: { [foreign]: 'unknown_field' } })
  }
  return parseInput(schema, inputOf(schema, query))
}
