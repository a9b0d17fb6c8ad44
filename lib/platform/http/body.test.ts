import { expect, test } from 'vitest'
import { readJson } from './body'

function post(
  body: BodyInit,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Request {
  return new Request('http://localhost/api', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

test('JSON is read, whatever its charset parameter', async () => {
  expect(await readJson(post('{"a":[1]}', { 'content-type': 'Application/JSON; charset=utf-8' }))).toEqual({
    a: [1],
  })
})

test('anything but JSON is refused as another kind of content', async () => {
  await expect(
    readJson(post('a=1', { 'content-type': 'application/x-www-form-urlencoded' })),
  ).rejects.toMatchObject({ status: 415 })
  await expect(readJson(post('{}', { 'content-type': 'text/plain' }))).rejects.toMatchObject({ status: 415 })
})

test('broken JSON, an empty body and broken UTF-8 are malformed', async () => {
  for (const body of ['{"a":', '', new Uint8Array([0x22, 0xff, 0x22])]) {
    await expect(readJson(post(body))).rejects.toMatchObject({ status: 400 })
  }
})

test('a body is read no further than its limit, though its length is not told', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1024
      controller.enqueue(new Uint8Array(1024).fill(0x20))
    },
  })
  await expect(readJson(post(endless), 10_000)).rejects.toMatchObject({ status: 413 })
  expect(sent).toBeLessThan(200_000)
})

test('a body whose told length is too large is not read at all', async () => {
  const request = post('{}', { 'content-type': 'application/json', 'content-length': '99999999' })
  await expect(readJson(request, 10_000)).rejects.toMatchObject({ status: 413 })
})
