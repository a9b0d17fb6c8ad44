import { z } from 'zod'
import {
  answersVisitors,
  isWriting,
  refusalsOf,
  takesBearer,
  type Answer,
  type Example,
  type Operation,
} from './operation'
import { COMMON_HEADERS, HEADER_PARAMETERS, Problem, PROBLEM_MEDIA, SECURITY_SCHEMES } from './openapi-parts'

/** Any JSON object: the document is data from here on. */
export type Json = { [key: string]: unknown }

export type ApiDocument = {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, DescribedCall>>
  components: Json
}

export type DescribedCall = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  'x-internal'?: true
  'x-scope'?: string
  security: Record<string, string[]>[]
  parameters?: DescribedParameter[]
  requestBody?: { required: boolean; content: Record<string, DescribedMedia> }
  responses: Record<string, DescribedResponse>
}

export type DescribedParameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: Json
  example?: unknown
}

export type DescribedMedia = { schema: Json; examples?: Record<string, { summary: string; value: unknown }> }

export type DescribedResponse = {
  description: string
  headers?: Record<string, Json>
  content?: Record<string, DescribedMedia>
  'x-reasons'?: string[]
}

type About = { title: string; version: string; description: string; url: string }

/**
 * The OpenAPI 3.1 document of these operations. Schemas are those that the handlers parse with, as JSON Schema 2020-12:
 * what the document promises of a body, a parameter or an answer is what is checked.
 */
export function describeApi(operations: readonly Operation[], { url, ...info }: About): ApiDocument {
  const schemas = new Schemas()
  const paths: ApiDocument['paths'] = {}
  for (const described of operations) {
    const calls = (paths[described.path] ??= {})
    const method = described.method.toLowerCase()
    if (calls[method] !== undefined) throw new Error(`Two operations answer ${method} ${described.path}.`)
    calls[method] = describeCall(described, schemas)
  }
  const tags = [...new Set(operations.map(tagOf))].toSorted()
  return {
    openapi: '3.1.1',
    info,
    servers: [{ url }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      schemas: { Problem: schemas.of(Problem), ...schemas.named },
    },
  }
}

/** The calls of one kind of thing stand together: by the first part of their address. */
function tagOf({ path }: Operation): string {
  const [, first = '', second = ''] = path.split('/')
  return first === 'api' ? second.replace(/\.json$/, '') : first.replace(/^\./, '').replace(/\.xml$/, '')
}

function describeCall(described: Operation, schemas: Schemas): DescribedCall {
  const parameters = parametersOf(described, schemas)
  const requestBody = bodyOf(described, schemas)
  return {
    operationId: described.id,
    tags: [tagOf(described)],
    summary: described.summary,
    ...(described.description && { description: described.description }),
    ...(described.audience === 'internal' && { 'x-internal': true as const }),
    ...(described.scope && { 'x-scope': described.scope }),
    security: securityOf(described),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: responsesOf(described, schemas),
  }
}

function securityOf(described: Operation): Record<string, string[]>[] {
  const { auth, scope } = described
  return [
    ...(takesBearer(described) ? [{ bearer: scope === undefined ? [] : [scope] }] : []),
    ...(auth === 'session' || auth === 'either' ? [{ session: [] }] : []),
    ...(answersVisitors(described) ? [{}] : []),
  ]
}

function parametersOf(described: Operation, schemas: Schemas): DescribedParameter[] {
  const { params, query, idempotent, versioned, examples = [] } = described
  const read = describesJson(described) && described.method === 'GET'
  return [
    ...fieldsOf(params, 'path', { schemas, examples }),
    ...(query === 'own' ? [] : fieldsOf(query, 'query', { schemas, examples })),
    ...(idempotent ? [HEADER_PARAMETERS.idempotencyKey] : []),
    ...(versioned && isWriting(described) ? [HEADER_PARAMETERS.ifMatch] : []),
    ...(read ? [HEADER_PARAMETERS.ifNoneMatch] : []),
  ]
}

type FieldsContext = { schemas: Schemas; examples: readonly Example[] }

function fieldsOf(
  schema: z.ZodObject | undefined,
  place: 'path' | 'query',
  { schemas, examples }: FieldsContext,
): DescribedParameter[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemas.of(schema) as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, fields]) => {
    const { description, ...rest } = fields as { description?: string }
    const example = examples
      .map(({ params, query }) => (place === 'path' ? params : query)?.[name])
      .find((value) => value !== undefined)
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description && { description }),
      schema: rest,
      ...(example !== undefined && { example }),
    }
  })
}

function bodyOf({ method, body, examples = [] }: Operation, schemas: Schemas): DescribedCall['requestBody'] {
  if (body === undefined || !isWriting({ method })) return undefined
  if (body === 'own') return { required: false, content: { '*/*': { schema: {} } } }
  // What does not even fit the schema is tried in the tests; it shows nobody what to send.
  const shown = examples.filter(
    ({ body: sent, status }) => sent !== undefined && ![400, 422].includes(status),
  )
  return {
    required: !body.safeParse(undefined).success,
    content: {
      'application/json': {
        schema: closed(schemas.of(body)),
        ...(shown.length > 0 && {
          examples: Object.fromEntries(
            shown.map(({ name, body: value }, index) => [`example${index + 1}`, { summary: name, value }]),
          ),
        }),
      },
    },
  }
}

/** What the parser refuses the document refuses: unknown fields. */
function closed(schema: Json): Json {
  return schema['type'] === 'object' && schema['additionalProperties'] === undefined
    ? { ...schema, additionalProperties: false }
    : schema
}

function responsesOf(described: Operation, schemas: Schemas): Record<string, DescribedResponse> {
  const answers = Object.entries(described.answers).map(([status, answer]) => [
    status,
    answerOf(described, { status: Number(status), answer, schemas }),
  ])
  const refusals = [...refusalsOf(described)].map(([status, refusal]) => [
    String(status),
    refusalOf(refusal.reasons, status),
  ])
  const isRead = described.method === 'GET' && describesJson(described)
  return {
    ...Object.fromEntries(refusals),
    ...(isRead && { 304: { description: 'It is as you have it.', headers: { ETag: COMMON_HEADERS.etag } } }),
    ...Object.fromEntries(answers),
    default: { ...refusalOf([], 500), description: 'Something went wrong on our side.' },
  }
}

type ToAnswer = { status: number; answer: Answer; schemas: Schemas }

function answerOf(described: Operation, { status, answer, schemas }: ToAnswer): DescribedResponse {
  const headers = answerHeaders(described, status, answer)
  if (answer === null) return { description: NOTHING[status] ?? 'Done; there is nothing to say.', headers }
  if ('media' in answer) {
    const content = Object.fromEntries(answer.media.map((media) => [media, { schema: {} }]))
    return { description: answer.description, headers, content }
  }
  const content = { 'application/json': { schema: schemas.of(answer) } }
  return { description: WELL[status] ?? 'As asked.', headers, content }
}

const WELL: Record<number, string> = { 200: 'As asked.', 201: 'It is made.', 503: 'Not now.' }
const NOTHING: Record<number, string> = {
  302: 'It is elsewhere; see `Location`.',
  303: 'Go on elsewhere; see `Location`.',
  304: 'It is as you have it.',
  416: 'There are no such bytes.',
}

function answerHeaders(described: Operation, status: number, answer: Answer): Record<string, Json> {
  const isJson = answer !== null && !('media' in answer)
  const isPage = isJson && answer instanceof z.ZodObject && 'nextCursor' in answer.shape
  return {
    'X-Request-Id': COMMON_HEADERS.requestId,
    ...(described.limit !== null && {
      RateLimit: COMMON_HEADERS.rateLimit,
      'RateLimit-Policy': COMMON_HEADERS.rateLimitPolicy,
    }),
    ...(isJson && (described.method === 'GET' || described.versioned) && { ETag: COMMON_HEADERS.etag }),
    ...(isPage && { Link: COMMON_HEADERS.link }),
    ...(status === 201 && { Location: COMMON_HEADERS.location }),
  }
}

function refusalOf(reasons: readonly string[], status: number): DescribedResponse {
  return {
    description: REFUSED[status] ?? 'Refused.',
    headers: {
      'X-Request-Id': COMMON_HEADERS.requestId,
      ...(status === 429 && { 'Retry-After': COMMON_HEADERS.retryAfter }),
    },
    content: { [PROBLEM_MEDIA]: { schema: { $ref: '#/components/schemas/Problem' } } },
    ...(reasons.length > 0 && { 'x-reasons': [...reasons] }),
  }
}

const REFUSED: Record<number, string> = {
  400: 'The request cannot be read.',
  401: 'Nobody is signed in, or the token does not count.',
  403: 'You may not do this.',
  404: 'There is nothing there, or nothing that you may know of.',
  409: 'In conflict with what is there.',
  412: 'It was changed meanwhile.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'Some values do not fit; `errors` says which.',
  429: 'Too often; try again after the seconds in `Retry-After`.',
  503: 'Not available now.',
}

function describesJson({ answers }: Operation): boolean {
  return Object.values(answers).some((answer) => answer !== null && !('media' in answer))
}

/** Zod's schemas as JSON Schema; those with an `id` of their own (`.meta({ id })`) stand once and are referred to. */
class Schemas {
  readonly named: Record<string, Json> = {}

  of(schema: z.ZodType): Json {
    const {
      $schema: _version,
      $defs,
      ...written
    } = z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      // What goes over the wire, in both directions, is what the schema reads.
      io: 'input',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === 'date')
          Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      },
    }) as Json & { $defs?: Record<string, Json> }
    for (const [name, definition] of Object.entries($defs ?? {})) this.named[name] = referring(definition)
    return referring(written)
  }
}

function referring(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
}
