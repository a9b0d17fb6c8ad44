import { describe, expect, it } from 'vitest'
import { readFilePart } from './multipart'

const LIMIT = { maxBytes: 5_242_880, field: 'file' }
const BOUNDARY = 'limit'
const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`

function request(body: ReadableStream<Uint8Array> | string, headers: Record<string, string> = {}) {
  const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
  return new Request('http://academy.example/', {
    method: 'POST',
    body,
    headers: { ...type, ...headers },
    duplex: 'half',
  } as RequestInit)
}
async function count(bytes: AsyncIterable<Uint8Array>) {
  let sizeBytes = 0
  for await (const chunk of bytes) sizeBytes += chunk.byteLength
  return sizeBytes
}

describe('a form with a file', () => {
  it('streams the file with its name and the fields before it', async () => {
    const form = new FormData()
    form.set('x', '0.5')
    form.set('file', new File(['hello'], 'ねこ.txt'))
    const posted = new Request('http://academy.example/', { method: 'POST', body: form })
    const seen = await readFilePart(posted, LIMIT, async ({ name, fields, bytes }) => ({
      name,
      fields,
      size: await count(bytes),
    }))
    expect(seen).toEqual({ name: 'ねこ.txt', fields: { x: '0.5' }, size: 5 })
  })

  it('refuses a body that declares to be too large without reading it', async () => {
    let pulled = 0
    const body = new ReadableStream<Uint8Array>({ pull: () => void (pulled += 1) }, { highWaterMark: 0 })
    const posted = request(body, { 'content-length': String(2 ** 30) })
    await expect(readFilePart(posted, LIMIT, ({ bytes }) => count(bytes))).rejects.toMatchObject({
      code: 'too_large',
    })
    expect(pulled).toBe(0)
  })

  it('tears the file part down when the sender breaks off, so that nobody waits for ever', async () => {
    let breakOff = () => undefined as void
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`${HEAD}${'x'.repeat(1000)}`))
        breakOff = () => controller.error(new Error('connection lost'))
      },
    })
    let ended: unknown
    const reading = readFilePart(request(body), LIMIT, async ({ bytes }) => {
      try {
        for await (const _chunk of bytes) breakOff()
      } catch (error) {
        ended = error
        throw error
      }
    })
    await expect(reading).rejects.toThrow()
    await expect.poll(() => ended).toBeInstanceOf(Error)
  })

  it.each([
    [
      'a form without a file',
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="x"\r\n\r\n1\r\n--${BOUNDARY}--\r\n`,
      'invalid',
    ],
    ['a body cut off', HEAD, 'malformed'],
  ])('refuses %s', async (_what, body, code) => {
    const reading = readFilePart(request(body), LIMIT, ({ bytes }) => count(bytes))
    await expect(reading).rejects.toMatchObject({ code })
  })

  it('refuses what is no form', async () => {
    const posted = new Request('http://academy.example/', { method: 'POST', body: '{}' })
    await expect(readFilePart(posted, LIMIT, ({ bytes }) => count(bytes))).rejects.toMatchObject({
      code: 'media_type',
    })
  })
})
