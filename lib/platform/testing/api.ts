import { createSignIn } from '../auth/sign-ins'
import { signAccessToken } from '../auth/access-token'
import type { Member } from '../auth/viewer'
import { env } from '../env'
import type { Operation } from '../http/operation'

type Handler = ((
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>) & { operation: Operation }

type Call = {
  as?: Member | null
  token?: string
  params?: Record<string, string>
  query?: Record<string, string> | string
  body?: unknown
  headers?: Record<string, string>
}

/** Calls a route's handler as a program would: its method, its address, a token of `as` (on a sign-in of its own). */
export async function call(handler: Handler, given: Call = {}): Promise<Response> {
  const { method, path } = handler.operation
  const { params = {}, query = '', body } = given
  const token = given.token ?? (given.as ? await tokenOf(given.as) : undefined)
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(params[name] ?? name),
  )
  const headers = new Headers({
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...given.headers,
  })
  const search = new URLSearchParams(query).toString()
  const request = new Request(`${env().APP_URL}${address}${search === '' ? '' : `?${search}`}`, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return handler(request, { params: Promise.resolve(params) })
}

/** A token that a program of this person has. */
export async function tokenOf({ userId }: Pick<Member, 'userId'>): Promise<string> {
  return signAccessToken({ userId, signInId: await createSignIn(userId, {}, { kind: 'api' }) })
}
