import { env } from '../env'
import { Answered } from './answer'
import { hasSame } from './conditional.mjs'
import type { Operation } from './operation'
import { tagOf } from './version-tag'

/** What a handler returned, as the answer of its operation. */
export function toResponse(described: Operation, result: unknown, request: Request): Response {
  return result instanceof Response ? new Response(result.body, result) : write(described, result, request)
}

function write(described: Operation, result: unknown, request: Request): Response {
  const { content, extra } = result instanceof Answered ? result : new Answered(result)
  const status = extra.status ?? firstStatus(described)
  const headers = new Headers(extra.headers)
  if (content === undefined) return new Response(null, { status, headers })
  const text = JSON.stringify(content)
  headers.set('content-type', 'application/json')
  if (described.method === 'GET' || described.versioned) headers.set('etag', tagOf(described, content, text))
  if (described.method === 'GET') {
    const next = nextPage(content, request)
    if (next !== undefined) headers.set('link', `<${next}>; rel="next"`)
    const ifNoneMatch = request.headers.get('if-none-match') ?? undefined
    if (hasSame(ifNoneMatch, headers.get('etag') ?? '')) return new Response(null, { status: 304, headers })
  }
  return new Response(text, { status, headers })
}

function firstStatus({ id, answers }: Operation): number {
  const [status] = Object.keys(answers)
  if (status === undefined) throw new Error(`The operation ${id} names no answer.`)
  return Number(status)
}

/** The address of the page after this one (RFC 8288), for a list that goes on. */
function nextPage(content: unknown, request: Request): string | undefined {
  if (typeof content !== 'object' || content === null || !('nextCursor' in content)) return undefined
  if (typeof content.nextCursor !== 'string') return undefined
  const { pathname, searchParams } = new URL(request.url)
  searchParams.set('cursor', content.nextCursor)
  return `${env().APP_URL}${pathname}?${searchParams}`
}
