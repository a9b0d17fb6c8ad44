import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { postOut, type OutRules } from './post-out'

const rules: OutRules = { timeoutMilliseconds: 5000, keepBytes: 100, isPrivateAllowed: true }
const call = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{"ü":1}' })
let servers: Server[] = []

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  servers = []
})

async function listen(answer: RequestListener): Promise<{ port: number; asked: () => number }> {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, asked: () => asked }
}

test('the message arrives to the letter, and the beginning of the answer is kept', async () => {
  const heard: string[] = []
  const { port } = await listen(async (request, response) => {
    const chunks = (await request.toArray()) as Buffer[]
    heard.push(`${request.method} ${request.url} ${Buffer.concat(chunks)}`)
    response.writeHead(202).end('y'.repeat(500))
  })
  const outcome = await postOut(call(`http://127.0.0.1:${port}/in?x=1`), rules)
  expect(outcome).toMatchObject({ status: 202, failure: null, answer: 'y'.repeat(100) })
  expect(heard).toEqual(['POST /in?x=1 {"ü":1}'])
})

test('an address of one’s own network is refused before a byte is sent, however it is written', async () => {
  const { port, asked } = await listen((_request, response) => response.end())
  const strict = { ...rules, isPrivateAllowed: false }
  for (const host of [
    '127.0.0.1',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    'localhost',
    '[::1]',
  ])
    expect(await postOut(call(`http://${host}:${port}/`), strict)).toMatchObject({
      failure: 'refused_address',
    })
  expect(asked()).toBe(0)
})

test('a name is refused when one of its addresses is private, and looked up once for each call', async () => {
  const { port, asked } = await listen((_request, response) => response.end())
  let lookedUp = 0
  const outcome = await postOut(call(`http://webhooks.example:${port}/`), {
    ...rules,
    isPrivateAllowed: false,
    resolve: (_host, callback) => {
      lookedUp += 1
      callback(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])
    },
  })
  expect(outcome).toMatchObject({ status: null, failure: 'refused_address' })
  expect([asked(), lookedUp]).toEqual([0, 1])
})

test('the connection goes to the address that was looked at, and says the name', async () => {
  const hosts: (string | undefined)[] = []
  const { port } = await listen((request, response) => {
    hosts.push(request.headers.host)
    response.end()
  })
  const resolve: OutRules['resolve'] = (_host, callback) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }])
  const outcome = await postOut(call(`http://webhooks.example:${port}/`), { ...rules, resolve })
  expect(outcome).toMatchObject({ status: 200, failure: null })
  expect(hosts).toEqual([`webhooks.example:${port}`])
})

test('a redirect is an answer like any other and is not followed', async () => {
  const inner = await listen((_request, response) => response.end('secret'))
  const outer = await listen((_request, response) =>
    response.writeHead(307, { location: `http://127.0.0.1:${inner.port}/` }).end(),
  )
  expect(await postOut(call(`http://127.0.0.1:${outer.port}/`), rules)).toMatchObject({ status: 307 })
  expect(inner.asked()).toBe(0)
})

test('who answers too late, drop by drop or never, is given up in time', async () => {
  const silent = await listen(() => undefined)
  const dripping = await listen((_request, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(timer))
  })
  const hurried = { ...rules, timeoutMilliseconds: 150 }
  expect(await postOut(call(`http://127.0.0.1:${silent.port}/`), hurried)).toMatchObject({
    status: null,
    failure: 'timeout',
  })
  expect(await postOut(call(`http://127.0.0.1:${dripping.port}/`), hurried)).toMatchObject({
    status: 200,
    failure: 'timeout',
  })
})

test('an endless answer is cut off, and its status counts', async () => {
  const { port } = await listen((_request, response) => {
    const more = () => {
      while (response.write('z'.repeat(65_536)));
    }
    response.on('drain', more)
    more()
  })
  expect(await postOut(call(`http://127.0.0.1:${port}/`), rules)).toMatchObject({
    status: 200,
    failure: null,
    answer: 'z'.repeat(100),
  })
})

test('no server, no name and no https where it is expected are told apart', async () => {
  const { port } = await listen((_request, response) => response.end())
  const closed = await listen(() => undefined)
  const [, last] = servers
  await new Promise((resolve) => last?.close(resolve))
  const unknown: OutRules['resolve'] = (host, callback) =>
    callback(Object.assign(new Error(host), { code: 'ENOTFOUND' }), [])
  const failureOf = async (url: string, more: Partial<OutRules> = {}) =>
    (await postOut(call(url), { ...rules, ...more })).failure
  expect(await failureOf(`http://127.0.0.1:${closed.port}/`)).toBe('connection')
  expect(await failureOf('http://nowhere.example/', { resolve: unknown })).toBe('unknown_host')
  expect(await failureOf(`https://127.0.0.1:${port}/`)).toBe('connection')
})

test('a stop of the process ends the call and is no failure of the receiver', async () => {
  const stopping = new AbortController()
  const { port } = await listen(() => stopping.abort(new Error('stopping')))
  await expect(
    postOut(call(`http://127.0.0.1:${port}/`), { ...rules, signal: stopping.signal }),
  ).rejects.toThrow('stopping')
})
