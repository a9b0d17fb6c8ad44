import 'server-only'
import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { callerOf, type Caller } from '../auth/request-viewer'
import { viewerKey, type Viewer } from '../auth/viewer'
import { env } from '../env'
import { AppError } from '../errors'
import { log } from '../log'
import { requireDocumented } from './documented'
import { keyOf, once } from './idempotency'
import { readInput } from './input'
import type { LimitName } from './limits'
import { answersVisitors, HTTP_REASONS, type Operation } from './operation'
import { requireSameOrigin } from './origin'
import { problem } from './problem'
import { limit, quotaOf, type Quota } from './rate-limit'
import { currentRequest } from './request-context.mjs'
import { toResponse } from './to-response'
import { versionAsked } from './version-tag'

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined

/** What a handler is given: the parsed input, and the version that a write asked for by `If-Match`. */
export type RouteInput<TParams, TQuery, TBody> = {
  params: Parsed<TParams>
  query: Parsed<TQuery>
  body: Parsed<TBody>
  version: number | undefined
  request: Request
}

type Context = { params: Promise<Record<string, string | string[] | undefined>> }
type Handler = ((request: Request, context: Context) => Promise<Response>) & { operation: Operation }

/**
 * The handler of an operation around one command or query: viewer, scope, limit, schemas, ETag and version, and every
 * failure as `application/problem+json` under the request's id. Answers are never kept by anybody between.
 *
 * @param run what it returns is the content of the operation's first status; `Answered` says another, a `Response` all
 */
export function route<
  TParams extends z.ZodObject | undefined,
  TQuery extends z.ZodObject | 'own' | undefined,
  TBody extends z.ZodType | 'own' | undefined,
>(
  described: Operation<TParams, TQuery, TBody>,
  run: (viewer: Viewer, input: RouteInput<TParams, TQuery, TBody>) => Promise<unknown>,
): Handler {
  const handle = async (request: Request, context: Context): Promise<Response> => {
    const requestId = currentRequest()?.requestId ?? randomUUID()
    const call: Call = { request, requestId, quota: undefined }
    const response = await answer(call, context).catch((error: unknown) => {
      unstable_rethrow(error)
      if (!(error instanceof AppError)) log.error({ error, requestId }, 'A route failed.')
      return problem(error, requestId)
    })
    for (const [name, value] of quotaHeaders(call.quota)) response.headers.set(name, value)
    response.headers.set('x-request-id', requestId)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    if (env().NODE_ENV === 'test') await requireDocumented(described, response)
    return response
  }
  const answer = async (call: Call, context: Context): Promise<Response> => {
    const { request } = call
    const { viewer } = await admit(described, call)
    const input = await readInput(described, request, await context.params)
    const version = versionAsked(described, request)
    const given = { ...input, version, request } as RouteInput<TParams, TQuery, TBody>
    const act = async () => toResponse(described, await run(viewer, given), request)
    const key = described.idempotent ? keyOf(request) : undefined
    if (key === undefined) return act()
    return once({ caller: callerKey(viewer), key, content: [described.id, input, version] }, act)
  }
  return Object.assign(handle, { operation: described as Operation })
}

type Call = { request: Request; requestId: string; quota: Quota | undefined }

/** A visitor's calls are told apart by what they say: who sends the same key and the same password again is the same. */
function callerKey(viewer: Viewer): string {
  return viewer.kind === 'member' ? viewerKey(viewer) : 'visitor'
}

/** Whoever calls is counted first, so that tries with wrong tokens are counted too; then they must be let in. */
async function admit(described: Operation, call: Call): Promise<Caller> {
  const caller = await callerOf(call.request, described.auth)
  if (described.limit !== null)
    call.quota = await count(described.limit ?? 'api', viewerKey(caller.viewer), call)
  if (caller.refusal !== null) throw caller.refusal
  if (caller.isByCookie) requireSameOrigin(call.request)
  if (caller.viewer.kind === 'visitor' && !answersVisitors(described)) {
    throw new AppError('unauthenticated', 'Sign in first.', { reason: HTTP_REASONS.signInFirst })
  }
  requireScope(described, caller)
  return caller
}

async function count(name: LimitName, key: string, call: Call): Promise<Quota> {
  try {
    return await limit(name, key)
  } catch (error) {
    if (error instanceof AppError) call.quota = quotaOf(name, error)
    throw error
  }
}

function requireScope({ scope }: Operation, { scopes }: Caller): void {
  if (scopes === null || (scope !== undefined && scopes.includes(scope))) return
  const needed = scope === undefined ? 'a token from signing in' : `the scope ${scope}`
  throw new AppError('forbidden', `The token was not made for this: it needs ${needed}.`, {
    reason: HTTP_REASONS.tokenScope,
  })
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
function quotaHeaders(quota: Quota | undefined): [string, string][] {
  if (quota === undefined) return []
  const { name, points, seconds, left, resetSeconds } = quota
  return [
    ['ratelimit-policy', `"${name}";q=${points};w=${seconds}`],
    ['ratelimit', `"${name}";r=${left};t=${resetSeconds}`],
  ]
}
