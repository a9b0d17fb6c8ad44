import { AppError, type ErrorCode } from '../errors'

const TITLES: Record<ErrorCode, string> = {
  malformed: 'The request cannot be read',
  unauthenticated: 'Sign-in needed',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method: 'Method not allowed',
  conflict: 'In conflict with what is there',
  precondition: 'Changed in the meantime',
  too_large: 'Too large',
  media_type: 'This kind of content is not accepted',
  invalid: 'The values do not fit',
  limited: 'Too many requests',
  unavailable: 'Not available now',
}

/** The answer of RFC 9457 to a request that failed; what is not an `AppError` is told without any detail. */
export function problem(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : undefined
  const status = known?.status ?? 500
  const body = {
    type: `urn:problem:${known?.reason ?? known?.code ?? 'unexpected'}`,
    title: known === undefined ? 'Something went wrong on our side' : TITLES[known.code],
    status,
    ...(known === undefined ? {} : { detail: known.message }),
    code: known?.code ?? 'unexpected',
    ...(known?.reason === undefined ? {} : { reason: known.reason }),
    ...(known?.fields === undefined
      ? {}
      : { errors: Object.entries(known.fields).map(([path, message]) => ({ path, message })) }),
    ...(known?.missing === undefined ? {} : { missing: known.missing }),
    requestId,
  }
  return new Response(JSON.stringify(body), { status, headers: headersOf(known, requestId) })
}

function headersOf(error: AppError | undefined, requestId: string): Headers {
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  })
  if (error?.retryAfterSeconds !== undefined) headers.set('retry-after', String(error.retryAfterSeconds))
  if (error?.code === 'unauthenticated') headers.set('www-authenticate', 'Bearer')
  return headers
}
