import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { systemViewer } from '../auth/viewer'
import { objectId } from '@/lib/utils/object-id'
import { env } from '../env'
import { AppError } from '../errors'
import { log } from '../log'
import { runInRequest } from './request-context.mjs'
import { route } from './route'

const { getViewer, limit } = vi.hoisted(() => ({ getViewer: vi.fn(), limit: vi.fn() }))
vi.mock('../auth/session', () => ({ getViewer }))
vi.mock('./rate-limit', () => ({ limit }))

const viewer = systemViewer('test')
const context = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) })
const get = (path = '') => new Request(`http://localhost/api/x${path}`)
function post(body: unknown, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/api/x', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
}

beforeEach(() => {
  vi.clearAllMocks()
  getViewer.mockResolvedValue(viewer)
  limit.mockResolvedValue(undefined)
})

test('params, query and body reach the command parsed, and the answer is kept by nobody', async () => {
  const run = vi.fn(async () => ({ id: 'c-1' }))
  const handler = route(
    {
      params: z.object({ id: objectId }),
      query: z.object({ limit: z.coerce.number().default(10), tag: z.array(z.string()) }),
      body: z.object({ title: z.string() }),
      status: 201,
    },
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
    request,
  })
})

test('an id that is none is not found in the path and named in the body', async () => {
  const path = route({ params: z.object({ id: objectId }) }, async () => ({}))
  expect((await path(get(), context({ id: 'x' }))).status).toBe(404)
  const body = route({ body: z.object({ courseId: objectId }) }, async () => ({}))
  const response = await body(post({ courseId: { $gt: '' } }), context())
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ errors: [{ path: 'courseId', message: 'invalid' }] })
})

test('unknown fields are refused in the body and in the query', async () => {
  const handler = route({ body: z.object({ a: z.string() }) }, async () => ({}))
  expect((await handler(post({ a: 'x', role: 'admin' }), context())).status).toBe(422)
  const list = route({ query: z.object({ q: z.string().optional() }) }, async () => ({}))
  expect((await list(get('?q=x&where=1'), context())).status).toBe(422)
})

test('a foreign page cannot make the browser act with its cookie', async () => {
  const run = vi.fn(async () => ({}))
  const handler = route({}, run)
  const foreign = await handler(post({}, { cookie: 'a=b', origin: 'https://evil.example' }), context())
  expect([foreign.status, run.mock.calls.length]).toEqual([403, 0])
  expect((await handler(post({}, { cookie: 'a=b', origin: env().APP_URL }), context())).status).toBe(200)
})

test('every call is counted for its viewer, unless the route is exempt', async () => {
  limit.mockRejectedValueOnce(new AppError('limited', 'Too often.', { retryAfterSeconds: 9 }))
  const limited = await route({}, async () => ({}))(get(), context())
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '9'])
  expect(limit).toHaveBeenCalledWith('api', 'system:test')
  await route({ limit: null }, async () => ({}))(get(), context())
  await route({ limit: 'upload' }, async () => ({}))(get(), context())
  expect(limit.mock.calls.map(([name]) => name)).toEqual(['api', 'upload'])
})

test('our own fault is logged and answered without detail, under the id of the request', async () => {
  const logged = vi.spyOn(log, 'error').mockReturnValue()
  const handler = route({}, async () => {
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

test('nothing to say is 204, and an answer of its own keeps its headers', async () => {
  expect((await route({}, async () => undefined)(get(), context())).status).toBe(204)
  const own = await route({}, async () => new Response('a,b', { headers: { 'content-type': 'text/csv' } }))(
    get(),
    context(),
  )
  expect([own.headers.get('content-type'), own.headers.get('cache-control')]).toEqual([
    'text/csv',
    'no-store',
  ])
})
