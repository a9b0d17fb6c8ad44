import 'server-only'
import { AppError } from '../errors'
import { currentRequest } from '../http/request-context.mjs'
import { memberOfBearer } from './bearer'
import type { Scope } from './scopes'
import { viewerOfToken } from './session'
import { sessionCookieName } from './token'
import { visitor, type Viewer } from './viewer'

/** Who makes an HTTP call, and by what they show it. */
export type Caller = {
  viewer: Viewer
  /** A browser sends the cookie along by itself, so such a call must come from our own pages. */
  isByCookie: boolean
  /** What a personal access token was made for; null where nothing is narrowed. */
  scopes: readonly Scope[] | null
  /** A token that opens nothing: the caller counts as a visitor and is refused by this. */
  refusal: AppError | null
}

type Ways = 'bearer' | 'session' | 'either' | 'none'

/**
 * For whom an HTTP call is answered. Every route asks here and nowhere else. Where an `Authorization` header is sent, it
 * alone counts: a cookie beside it is not looked at, and a bad one never falls back to the cookie.
 */
export async function callerOf(request: Request, ways: Ways): Promise<Caller> {
  const authorization = request.headers.get('authorization')
  if (ways === 'none') return visiting()
  if (authorization !== null) return ways === 'session' ? visiting(bearerRefused()) : byBearer(authorization)
  if (ways === 'bearer') return visiting()
  const viewer = await viewerOfToken(cookieIn(request, sessionCookieName()))
  return { viewer, isByCookie: true, scopes: null, refusal: null }
}

async function byBearer(authorization: string): Promise<Caller> {
  const [, token] = /^Bearer +([\w.~+/-]{1,4096}=*)$/i.exec(authorization.trim()) ?? []
  const found = token === undefined ? undefined : await memberOfBearer(token)
  if (found === undefined) return visiting(tokenInvalid())
  const request = currentRequest()
  if (request !== undefined) request.viewerId = found.member.userId
  return { viewer: found.member, scopes: found.scopes, isByCookie: false, refusal: null }
}

function visiting(refusal: AppError | null = null): Caller {
  return { viewer: visitor(), isByCookie: false, scopes: null, refusal }
}

function tokenInvalid(): AppError {
  return new AppError('unauthenticated', 'The token is unknown, was ended or has run out.', {
    reason: 'token.invalid',
  })
}

function bearerRefused(): AppError {
  return new AppError('unauthenticated', 'This call belongs to our own pages; it takes no token.', {
    reason: 'token.not_here',
  })
}

function cookieIn(request: Request, name: string): string | undefined {
  const pairs = request.headers.get('cookie')?.split(';') ?? []
  const found = pairs.map((pair) => pair.trim()).find((pair) => pair.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}
