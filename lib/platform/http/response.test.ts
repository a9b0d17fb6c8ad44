import {
  createServer,
  get,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { constants, gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { shapeResponse, type Way } from './response.mjs'

const settings = { appUrl: 'http://localhost:3000', isDevelopment: false, defaultLocale: 'en' }
const page: Way = {
  isPage: true,
  policy: null,
  pathname: '/en/x',
  search: '?q=1',
  settings,
  replace: () =>
    Promise.resolve({
      html: '<html>our page</html>',
      headers: { 'content-type': 'text/html', 'content-security-policy': 'ours' },
    }),
}
const close: (() => void)[] = []
afterEach(() => close.splice(0).forEach((end) => end()))

type Next = (response: ServerResponse, request: IncomingMessage) => unknown
type Answer = { status: number; headers: OutgoingHttpHeaders; body: Buffer }

type Asked = RequestOptions & { way?: Partial<Way>; onPiece?: (arrived: Buffer) => void }

/** One request to a server that shapes what `next` answers. */
async function ask(next: Next, { way = {}, onPiece, ...options }: Asked = {}): Promise<Answer> {
  const server = createServer((request, response) => {
    shapeResponse(request, response, { ...page, ...way })
    void next(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  close.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    get({ port, agent: false, ...options }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        onPiece?.(Buffer.concat(chunks))
      })
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      )
    }).on('error', reject)
  })
}

/** What can be read of a compressed body of which only the beginning has arrived. */
function unpacked(beginning: Buffer): string {
  return gunzipSync(beginning, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
}

const html = (body: string, status = 200): Next => {
  return (response) => {
    response.statusCode = status
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Content-Length', Buffer.byteLength(body))
    response.end(body)
  }
}
const kept: Next = (response, request) => {
  response.setHeader('etag', 'W/"1"')
  response.setHeader('content-security-policy', 'kept')
  response.setHeader('Cache-Control', 's-maxage=300, stale-while-revalidate=31535700')
  return html('<html>kept</html>')(response, request)
}

describe('a kept page on its way through Next', () => {
  test('carries its own policy and is asked about again each time', async () => {
    const { headers, body } = await ask(kept)
    expect(headers).toMatchObject({
      'content-security-policy': 'kept',
      'cache-control': 'public, max-age=0, must-revalidate',
      etag: 'W/"1"',
    })
    expect(body.toString()).toBe('<html>kept</html>')
  })

  test('is not sent again to who has it, in the look they have it', async () => {
    const same = await ask(kept, { headers: { 'if-none-match': 'W/"1"' } })
    expect(same).toMatchObject({ status: 304, body: Buffer.alloc(0) })
    expect(same.headers).toMatchObject({ etag: 'W/"1"', 'content-security-policy': 'kept' })
    const dark = await ask(kept, { headers: { 'if-none-match': 'W/"1"', cookie: 'theme=dark' } })
    expect(dark.status).toBe(200)
    expect(dark.headers.etag).toBe('W/"1-d"')
    expect(dark.body.toString()).toBe('<html data-theme="dark">kept</html>')
  })

  test('an answer to HEAD has its headers and no body', async () => {
    const { headers, body } = await ask(kept, { method: 'HEAD' })
    expect(headers.etag).toBe('W/"1"')
    expect(body).toHaveLength(0)
  })
})

describe('a page rendered per request', () => {
  const way = { policy: "script-src 'nonce-abc'" }

  test('carries the nonce of this request and is kept by nobody', async () => {
    const { headers } = await ask(kept, { way })
    expect(headers['content-security-policy']).toBe("script-src 'nonce-abc'")
    expect(headers['cache-control']).toContain('no-store')
    expect(headers.etag).toBeUndefined()
  })

  test('reaches the browser piece by piece, compressed', async () => {
    const first = Promise.withResolvers<void>()
    const onPiece = (arrived: Buffer) => {
      if (unpacked(arrived) === '<html>early') first.resolve()
    }
    const { headers, body } = await ask(
      async (response) => {
        response.setHeader('content-type', 'text/html')
        response.write('<html>early')
        ;(response as ServerResponse & { flush: () => void }).flush()
        // The end is only said once the beginning has arrived: were it held back, this test would wait for ever.
        await first.promise
        response.end(' late</html>')
      },
      { way, headers: { 'accept-encoding': 'gzip' }, onPiece },
    )
    expect(headers['content-encoding']).toBe('gzip')
    expect(headers.vary).toContain('accept-encoding')
    expect(gunzipSync(body).toString()).toBe('<html>early late</html>')
  })

  test('a large body waits for a slow reader and arrives whole', async () => {
    const piece = Buffer.alloc(64 * 1024, 'ü')
    const { body } = await ask(
      async (response) => {
        response.setHeader('content-type', 'text/plain')
        for (let index = 0; index < 100; index += 1)
          if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
        response.end()
      },
      { way, headers: { 'accept-encoding': 'gzip' } },
    )
    expect(gunzipSync(body)).toHaveLength(100 * piece.length)
  })

  test('marks go into the first piece, even where it ends within a letter', async () => {
    const bytes = Buffer.from('<html lang="ja">日本語</html>')
    const { body } = await ask(
      (response) => {
        response.setHeader('content-type', 'text/html')
        response.write(bytes.subarray(0, 17))
        response.write(bytes.subarray(17, 20))
        response.end(bytes.subarray(20))
      },
      { way, headers: { cookie: 'theme=light' } },
    )
    expect(body.toString()).toBe('<html data-theme="light" lang="ja">日本語</html>')
  })
})

describe('problems', () => {
  test.each([401, 403, 404, 500])('a %i without content is replaced by a page of ours', async (status) => {
    const answer = await ask(html('<html id="__next_error__"></html>', status), {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(answer.status).toBe(status)
    expect(gunzipSync(answer.body).toString()).toBe('<html>our page</html>')
    expect(answer.headers).toMatchObject({ 'content-security-policy': 'ours' })
    expect(answer.headers['cache-control']).toContain('no-store')
  })

  test('which is as long as it says', async () => {
    const answer = await ask(html('<html></html>', 404))
    expect(answer.headers['content-length']).toBe('21')
    expect(answer.body.toString()).toBe('<html>our page</html>')
  })

  test('where ours fails too, what Next says goes out, and nothing inline runs in it', async () => {
    const answer = await ask(html('<html>next</html>', 500), {
      way: { replace: () => Promise.reject(new Error('also')) },
    })
    expect(answer).toMatchObject({ status: 500, body: Buffer.from('<html>next</html>') })
    expect(answer.headers['content-security-policy']).toMatch(/script-src [^;']*;/)
  })

  test('in development Next says it itself', async () => {
    const way = { settings: { ...settings, isDevelopment: true } }
    const answer = await ask(html('<html>overlay</html>', 500), { way })
    expect(answer.body.toString()).toBe('<html>overlay</html>')
  })

  test('a router within the browser gets what Next says', async () => {
    const answer = await ask(html('data', 404), { headers: { rsc: '1' } })
    expect(answer.body.toString()).toBe('data')
  })
})

test("the browser's router learns which address was rendered", async () => {
  const { headers } = await ask(
    (response) => {
      response.setHeader('content-type', 'text/x-component')
      response.setHeader('etag', 'W/"1"')
      response.setHeader('content-security-policy', 'kept')
      response.end('data')
    },
    { headers: { rsc: '1' } },
  )
  expect(headers).toMatchObject({ 'x-nextjs-rewritten-path': '/en/x', 'x-nextjs-rewritten-query': '?q=1' })
  expect(headers.etag).toBeUndefined()
  expect(headers['content-security-policy']).toBeUndefined()
})

test.each([
  ['/en/login?next=%2F', '/login?next=%2F'],
  ['/en', '/'],
  ['/en?x=1', '/?x=1'],
  ['/en//other.example', '/other.example'],
  ['/en/\\other.example', '/other.example'],
  ['/english', '/english'],
  ['https://other.example/en/x', 'https://other.example/en/x'],
])('a redirect to %s leads to %s', async (location, expected) => {
  const { headers } = await ask((response) => response.writeHead(307, { location }).end())
  expect(headers.location).toBe(expected)
})

describe('what is no page', () => {
  const way = { isPage: false }

  test('keeps the headers its route gave it', async () => {
    const { headers, body } = await ask(
      (response) =>
        response
          .writeHead(200, {
            'content-type': 'application/json',
            'cache-control': 'private, no-store',
            etag: '"a"',
          })
          .end('{}'),
      { way },
    )
    expect(headers).toMatchObject({ 'cache-control': 'private, no-store', etag: '"a"' })
    expect(body.toString()).toBe('{}')
  })

  test('a stream of events begins at once and is not compressed', async () => {
    const first = Promise.withResolvers<void>()
    const onPiece = (arrived: Buffer) => {
      if (arrived.toString() === 'data: 1\n\n') first.resolve()
    }
    const { headers } = await ask(
      async (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.flushHeaders()
        response.write('data: 1\n\n')
        await first.promise
        response.end()
      },
      { way, headers: { 'accept-encoding': 'gzip' }, onPiece },
    )
    expect(headers['content-encoding']).toBeUndefined()
  })

  test('a part of a file stays a part', async () => {
    const { status, headers } = await ask(
      (response) =>
        response
          .writeHead(206, {
            'content-type': 'text/vtt',
            'content-range': 'bytes 0-3/10',
            'content-length': 4,
          })
          .end('WEBV'),
      { way, headers: { 'accept-encoding': 'gzip' } },
    )
    expect(status).toBe(206)
    expect(headers).toMatchObject({ 'content-range': 'bytes 0-3/10', 'content-length': '4' })
  })
})
