import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { createDoor } from './door.mjs'

const warn = vi.fn()
const settings = {
  appUrl: 'http://localhost:3000',
  isDevelopment: true,
  trustedHops: 0,
  locales: ['en'],
  defaultLocale: 'en',
  withParameters: {},
  warn,
}
const servers: Server[] = []
afterEach(() => {
  warn.mockClear()
  for (const server of servers.splice(0)) server.close()
})

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown

/** A server behind whose door `handle` stands in Next's place; how it is asked. */
async function behindDoor(handle: Handle, more = {}) {
  const door = await createDoor(async (request, response) => handle(request, response), {
    ...settings,
    ...more,
  })
  const server = createServer(door)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  return (path: string, init?: RequestInit) => fetch(`http://localhost:${port}${path}`, init)
}

/** What Next itself answers where no handler is reached. */
const bare: Handle = ({ method, url }, response) => {
  if (url?.startsWith('/api/known') !== true) {
    response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Not found</html>')
  } else if (method === 'OPTIONS') response.writeHead(204, { allow: 'GET, HEAD, OPTIONS' }).end()
  else if (method === 'GET') response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  else response.writeHead(405).end()
}

test('a request that nobody below answers ends in an error of its own, not with the process', async () => {
  const ask = await behindDoor(() => {
    throw new Error('a file of the build is gone')
  })
  const page = await ask('/courses')
  expect([page.status, await page.text()]).toEqual([500, 'Something went wrong'])
  expect(warn).toHaveBeenCalledWith(
    { requestId: page.headers.get('x-request-id'), error: expect.stringContaining('is gone') },
    'A request was given up.',
  )
  const call = await ask('/api/health')
  expect([call.status, await call.json()]).toEqual([
    500,
    expect.objectContaining({ code: 'unexpected', requestId: call.headers.get('x-request-id') }),
  ])
})

test('an address of the interface that leads nowhere, or is none, is a problem for programs', async () => {
  const ask = await behindDoor(bare)
  for (const [path, status] of [
    ['/api/nothing', 404],
    ['/api', 404],
    ['/api/%zz', 400],
  ] as const) {
    const answer = await ask(path)
    expect([answer.status, answer.headers.get('content-type')], path).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
    expect(await answer.json()).toMatchObject({ status, title: expect.any(String) })
  }
  expect((await ask('/apiary')).headers.get('content-type')).toContain('text/html')
})

test('a method that a route does not know is refused with those it knows', async () => {
  const ask = await behindDoor(bare)
  const answer = await ask('/api/known', { method: 'DELETE' })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  expect(await answer.json()).toMatchObject({ type: 'urn:problem:method', status: 405, code: 'method' })
  const asked = await ask('/api/known', { method: 'OPTIONS' })
  expect([asked.status, asked.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
})

test('pages of other sites may call only where the operator names them, and never with a cookie', async () => {
  const from = (origin: string) => ({ headers: { origin } })
  const closed = await behindDoor(bare)
  expect(
    (await closed('/api/known', from('https://app.example'))).headers.has('access-control-allow-origin'),
  ).toBe(false)
  const open = await behindDoor(bare, { corsOrigins: ['https://app.example'] })
  const answer = await open('/api/known', from('https://app.example'))
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example')
  expect(answer.headers.get('access-control-expose-headers')).toContain('etag')
  expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
  const refused = await open('/api/known', from('https://evil.example'))
  expect(refused.headers.has('access-control-allow-origin')).toBe(false)
  expect(refused.headers.get('vary')).toContain('origin')
  const page = await open('/courses', from('https://app.example'))
  expect(page.headers.has('access-control-allow-origin')).toBe(false)
})

test('what a browser asks before it sends is answered without asking a route', async () => {
  const handle = vi.fn(bare)
  const ask = await behindDoor(handle, { corsOrigins: ['https://app.example'] })
  const headers = { origin: 'https://app.example', 'access-control-request-method': 'PATCH' }
  const answer = await ask('/api/known', { method: 'OPTIONS', headers })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-methods')).toContain('PATCH')
  expect(answer.headers.get('access-control-allow-headers')).toContain('authorization')
  expect(handle).not.toHaveBeenCalled()
})
