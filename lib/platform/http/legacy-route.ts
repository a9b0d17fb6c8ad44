import 'server-only'
import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { AppError } from '../errors'
import { inputOf } from '../forms/form-input'
import { parseInput } from '../forms/parse'
import { log } from '../log'
import { callerOf } from '../auth/request-viewer'
import { viewerKey, type Viewer } from '../auth/viewer'
import { readJson } from './body'
import type { LimitName } from './limits'
import { requireSameOrigin } from './origin'
import { problem } from './problem'
import { limit } from './rate-limit'
import { currentRequest } from './request-context.mjs'

type Schema = z.ZodType
type Parsed<T> = T extends Schema ? z.output<T> : undefined

export type RouteOptions<TParams, TQuery, TBody> = {
  params?: TParams
  query?: TQuery
  body?: TBody
  /** Of a successful answer; 200, or 204 when there is nothing to say. */
  status?: number
  /** Which limit counts the calls; null for what must never be refused. */
  limit?: LimitName | null
}

export type RouteInput<TParams, TQuery, TBody> = {
  params: Parsed<TParams>
  query: Parsed<TQuery>
  body: Parsed<TBody>
  request: Request
}

type Context = { params: Promise<Record<string, string | string[] | undefined>> }

/**
 * A handler of the HTTP interface around one command or query: viewer, limit, schemas, and every failure as
 * `application/problem+json` under the request's id. Answers are never kept by anybody.
 */
export function route<
  TParams extends Schema | undefined = undefined,
  TQuery extends Schema | undefined = undefined,
  TBody extends Schema | undefined = undefined,
>(
  options: RouteOptions<TParams, TQuery, TBody>,
  run: (viewer: Viewer, input: RouteInput<TParams, TQuery, TBody>) => Promise<unknown>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const requestId = currentRequest()?.requestId ?? randomUUID()
    try {
      const viewer = (await callerOf(request, 'session')).viewer
      requireSameOrigin(request)
      if (options.limit !== null) await limit(options.limit ?? 'api', viewerKey(viewer))
      const input = await readInput(options, request, context)
      return toResponse(await run(viewer, input), { status: options.status, requestId })
    } catch (error) {
      unstable_rethrow(error)
      if (!(error instanceof AppError)) log.error({ error, requestId }, 'A route failed.')
      return problem(error, requestId)
    }
  }
}

async function readInput<
  TParams extends Schema | undefined,
  TQuery extends Schema | undefined,
  TBody extends Schema | undefined,
>(
  options: RouteOptions<TParams, TQuery, TBody>,
  request: Request,
  context: Context,
): Promise<RouteInput<TParams, TQuery, TBody>> {
  const params = options.params && parseParams(options.params, await context.params)
  const query = options.query && parseQuery(options.query, new URL(request.url).searchParams)
  const body = options.body && parseInput(options.body, await readJson(request))
  return { params, query, body, request } as RouteInput<TParams, TQuery, TBody>
}

function parseParams<T extends Schema>(schema: T, params: unknown): z.output<T> {
  const parsed = schema.safeParse(params)
  if (parsed.success) return parsed.data
  throw new AppError('not_found', 'There is nothing at this address.')
}

function parseQuery<T extends Schema>(schema: T, query: URLSearchParams): z.output<T> {
  return parseInput(schema, inputOf(schema, query))
}

function toResponse(
  result: unknown,
  { status, requestId }: { status?: number; requestId: string },
): Response {
  const response =
    result instanceof Response
      ? new Response(result.body, result)
      : result === undefined
        ? new Response(null, { status: status ?? 204 })
        : Response.json(result, { status: status ?? 200 })
  response.headers.set('x-request-id', requestId)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  return response
}
