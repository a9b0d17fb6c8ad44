import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { systemViewer, visitor } from '../auth/viewer'
import { objectId } from '@/lib/utils/object-id'
import { env } from '../env'
import { AppError } from '../errors'
import { log } from '../log'
import { Answered } from './answer'
import { operation, type Operation } from './operation'
import { runInRequest } from './request-context.mjs'
import { route } from './route'

const { callerOf, limit } = vi.hoisted(() => ({ callerOf: vi.fn(), limit: vi.fn() }))
vi.mock('../auth/request-viewer', () => ({ callerOf }))
vi.mock('./rate-limit', async (original) => ({ ...(await original<object>()), limit }))

const viewer = systemViewer('test')
const QUOTA = { name: 'api', points: 300, seconds: 60, left: 299, resetSeconds: 60 }
const Anything = z.looseObject({})
const BASE = operation({
  id: 'tryIt',
  method: 'GET',
  path: '/api/x',
  summary: 'Try it',
  audience: 'internal',
  auth: 'either',
  answers: { 200: Anything, 204: null },
})
const POSTED = { ...BASE, method: 'POST' } as const satisfies Operation

const context = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) })
const get = (path = '', headers: Record<string, string> = {}) =>
  new Request(`http://localhost/api/x${path}`, { headers })
function post(body: unknown, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/api/x', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
}
const isCaller = (caller: object) =>
  callerOf.mockResolvedValue({ viewer, isByCookie: false, scopes: null, refusal: null, ...caller })

beforeEach(() => {
  vi.clearAllMocks()
  isCaller({})
  limit.mockResolvedValue(QUOTA)
})

test('params, query and body reach the command parsed, and the answer is kept by nobody', async () => {
  const run = vi.fn(async () => ({ id: 'c-1' }))
  const handler = route(
    operation({
      ...POSTED,
      params: z.object({ id: objectId }),
      query: z.object({ limit: z.coerce.number().default(10), tag: z.array(z.string()) }),
      body: z.object({ title: z.string() }),
      answers: { 201: Anything },
    }),
    run,
  )
  const request = new Request('http://localhost/api/x?tag=a&tag=b', post({ title: 'Go' }))
  const response = await handler(request, context({ id: 'a'.repeat(24) }))
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({ id: 'c-1' })
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(run).toHaveBeenCalledWith(viewer, {
    params: { id: 'a'.repeat(24) },
    query: { limit: 10, tag: ['a', 'b'] },
    body: { title: 'Go' },
    version: undefined,
    request,
  })
})

test('an id that is none is not found in the path and named in the body', async () => {
  const path = route(operation({ ...BASE, params: z.object({ id: objectId }) }), async () => ({}))
  expect((await path(get(), context({ id: 'x' }))).status).toBe(404)
  const body = route(operation({ ...POSTED, body: z.object({ courseId: objectId }) }), async () => ({}))
  const response = await body(post({ courseId: { $gt: '' } }), context())
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ errors: [{ path: 'courseId', message: 'invalid' }] })
})

test('unknown fields are refused in the body and in the query, also where nothing is taken and under odd names', async () => {
  const handler = route(operation({ ...POSTED, body: z.object({ a: z.string() }) }), async () => ({}))
  expect((await handler(post({ a: 'x', role: 'admin' }), context())).status).toBe(422)
  const named = new Request('http://localhost/api/x', {
    ...post({}),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"a":"x","__proto__":{"isAdmin":true}}',
  })
  expect((await handler(named, context())).status).toBe(422)
  const list = route(operation({ ...BASE, query: z.object({ q: z.string().optional() }) }), async () => ({}))
  const plain = route(BASE, async () => ({}))
  for (const [handle, query] of [
    [list, '?q=x&where=1'],
    [list, '?q=x&$where=1'],
    [list, '?q[$ne]=x'],
    [plain, '?q=x'],
  ] as const) {
    expect((await handle(get(query), context())).status, query).toBe(422)
  }
  const bare = route(POSTED, async () => ({}))
  expect((await bare(post({ a: 1 }), context())).status).toBe(422)
  expect((await bare(post({}), context())).status).toBe(200)
  expect((await bare(new Request('http://localhost/api/x', { method: 'POST' }), context())).status).toBe(200)
})

test('a foreign page cannot make the browser act with its cookie, and needs none beside a token', async () => {
  const run = vi.fn(async () => ({}))
  const handler = route(POSTED, run)
  isCaller({ isByCookie: true })
  const foreign = await handler(post({}, { cookie: 'a=b', origin: 'https://evil.example' }), context())
  expect([foreign.status, run.mock.calls.length]).toEqual([403, 0])
  expect((await handler(post({}, { cookie: 'a=b', origin: env().APP_URL }), context())).status).toBe(200)
  isCaller({ isByCookie: false })
  const program = post({}, { authorization: 'Bearer x', origin: 'https://app.example' })
  expect((await handler(program, context())).status).toBe(200)
})

test('who is not signed in is answered only where visitors are', async () => {
  isCaller({ viewer: visitor() })
  const refused = await route(BASE, async () => ({}))(get(), context())
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  for (const open of [{ visitors: true }, { auth: 'none' }] as const) {
    expect((await route(operation({ ...BASE, ...open }), async () => ({}))(get(), context())).status).toBe(
      200,
    )
  }
})

test('a personal access token opens what its scopes name and nothing else', async () => {
  const scoped = route(operation({ ...BASE, scope: 'courses:write' }), async () => ({}))
  isCaller({ scopes: ['courses:read'] })
  const refused = await scoped(get(), context())
  expect([refused.status, (await refused.json()).reason]).toEqual([403, 'token.scope'])
  expect((await route(BASE, async () => ({}))(get(), context())).status).toBe(403)
  isCaller({ scopes: ['courses:write'] })
  expect((await scoped(get(), context())).status).toBe(200)
})

test('every call is counted for its caller, those with wrong tokens too, unless the operation is exempt', async () => {
  const handler = route(BASE, async () => ({}))
  const counted = await handler(get(), context())
  expect(counted.headers.get('ratelimit-policy')).toBe('"api";q=300;w=60')
  expect(counted.headers.get('ratelimit')).toBe('"api";r=299;t=60')
  limit.mockRejectedValueOnce(
    new AppError('limited', 'Too often.', { retryAfterSeconds: 9, reason: 'too_often' }),
  )
  const limited = await handler(get(), context())
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '9'])
  expect(limited.headers.get('ratelimit')).toBe('"api";r=0;t=9')
  expect(limit).toHaveBeenCalledWith('api', 'system:test')
  await route(operation({ ...BASE, limit: null }), async () => ({}))(get(), context())
  await route(operation({ ...BASE, limit: 'upload' }), async () => ({}))(get(), context())
  expect(limit.mock.calls.map(([name]) => name)).toEqual(['api', 'api', 'upload'])
  isCaller({
    viewer: visitor(),
    refusal: new AppError('unauthenticated', 'No.', { reason: 'token.invalid' }),
  })
  expect((await handler(get(), context())).status).toBe(401)
  expect(limit).toHaveBeenLastCalledWith('api', 'address:unknown')
})

test('our own fault is logged and answered without detail, under the id of the request', async () => {
  const logged = vi.spyOn(log, 'error').mockReturnValue()
  const handler = route(BASE, async () => {
    throw new Error('the password is 1234')
  })
  const response = await runInRequest({ requestId: 'r-7', address: null, url: '/' }, () =>
    handler(get(), context()),
  )
  expect(response.status).toBe(500)
  expect(response.headers.get('x-request-id')).toBe('r-7')
  expect(await response.text()).not.toContain('1234')
  expect(logged).toHaveBeenCalledOnce()
})

test('nothing to say is 204, another status is said, and an answer of its own keeps its headers', async () => {
  const nothing = operation({ ...BASE, answers: { 204: null } })
  expect((await route(nothing, async () => undefined)(get(), context())).status).toBe(204)
  const made = operation({ ...BASE, answers: { 200: Anything, 201: Anything } })
  expect((await route(made, async () => new Answered({}, { status: 201 }))(get(), context())).status).toBe(
    201,
  )
  const table = operation({ ...BASE, answers: { 200: { media: ['text/csv'], description: 'A table.' } } })
  const own = await route(
    table,
    async () => new Response('a,b', { headers: { 'content-type': 'text/csv' } }),
  )(get(), context())
  expect([own.headers.get('content-type'), own.headers.get('cache-control')]).toEqual([
    'text/csv',
    'no-store',
  ])
})

test('a reader who has the answer already gets none again, and is told the tag by which to ask', async () => {
  const handler = route(BASE, async () => ({ a: 1 }))
  const tag = (await handler(get(), context())).headers.get('etag') ?? ''
  expect(tag).toMatch(/^"[\w-]{22}"$/)
  const again = await handler(get('', { 'if-none-match': `"other", ${tag}` }), context())
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
  const changed = route(BASE, async () => ({ a: 2 }))
  expect((await changed(get('', { 'if-none-match': tag }), context())).status).toBe(200)
})

test('a write hears which version its caller has read, by the tag of the reading', async () => {
  const run = vi.fn(async (_viewer: unknown, _input: { version: number | undefined }) => ({ version: 4 }))
  const read = route(operation({ ...BASE, versioned: true }), async () => ({ version: 3, students: 9 }))
  const tag = (await read(get(), context())).headers.get('etag') ?? ''
  expect(tag).toMatch(/^"3\.[\w-]{22}"$/)
  const write = route(operation({ ...POSTED, versioned: true }), run)
  for (const named of [tag, `W/${tag}`]) await write(post({}, { 'if-match': named }), context())
  for (const any of ['*', undefined])
    await write(post({}, any === undefined ? {} : { 'if-match': any }), context())
  expect(run.mock.calls.map(([, input]) => input.version)).toEqual([3, 3, undefined, undefined])
  expect((await write(post({}, { 'if-match': '"3"' }), context())).status).toBe(412)
  expect(run).toHaveBeenCalledTimes(4)
})

test('a page that is not the last says where the next one is, with all that was asked for', async () => {
  const list = operation({
    ...BASE,
    query: z.object({ q: z.string(), cursor: z.string().optional() }),
  })
  const handler = route(list, async () => ({ items: [], nextCursor: 'c+/2' }))
  const response = await handler(get('?q=a%26b&cursor=c1'), context())
  expect(response.headers.get('link')).toBe(`<${env().APP_URL}/api/x?q=a%26b&cursor=c%2B%2F2>; rel="next"`)
  const last = route(list, async () => ({ items: [], nextCursor: null }))
  expect((await last(get('?q=a'), context())).headers.has('link')).toBe(false)
})

test('an answer that the operation does not describe fails the test that meets it', async () => {
  const strict = operation({ ...BASE, answers: { 200: z.strictObject({ a: z.string() }) } })
  await expect(route(strict, async () => ({ a: 'x', hash: 's' }))(get(), context())).rejects.toThrow(/tryIt/)
  const conflict = route(BASE, async () => {
    throw new AppError('conflict', 'Taken.')
  })
  await expect(conflict(get(), context())).rejects.toThrow(/409/)
})
