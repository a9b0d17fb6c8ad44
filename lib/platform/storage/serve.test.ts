import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { notFound } from '../errors'
import type { Storage } from './port'
import { serveFile } from './serve'

const BYTES = Buffer.from('0123456789')
const file = { key: 'k', sizeBytes: 10, sha256: 'abc', mime: 'image/png', name: 'ö & "a".png' }
const storage = {
  name: 'disk',
  open: async (_key, range) => Readable.from([range ? BYTES.subarray(range.start, range.end + 1) : BYTES]),
  put: () => Promise.reject(new Error('not used')),
  remove: () => Promise.reject(new Error('not used')),
} satisfies Storage

const ask = (
  headers: Record<string, string> = {},
  from: Storage = storage,
  caching: 'immutable' | 'private' | 'checked' = 'immutable',
) =>
  serveFile({ storage: from, file }, new Request('http://academy.example/f', { headers }), {
    caching,
  })

describe('serving a file', () => {
  it('gives the whole file, its type, and no right to run anything', async () => {
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('0123456789')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''%C3%B6%20%26%20%22a%22.png",
    )
  })

  it('gives the asked bytes with 206 and says where they lie', async () => {
    const answer = await ask({ range: 'bytes=-3' })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe('bytes 7-9/10')
    expect(await answer.text()).toBe('789')
  })

  it('leaves no file open for who goes away before it was read, or asks for its headers alone', async () => {
    const opened: Readable[] = []
    const open: Storage['open'] = async () => {
      opened.push(Readable.from([BYTES]))
      return opened.at(-1) as Readable
    }
    const from = { storage: { ...storage, open }, file }
    const leaving = new AbortController()
    const request = (init: RequestInit) => new Request('http://academy.example/f', init)
    await serveFile(from, request({ signal: leaving.signal }), { caching: 'immutable' })
    expect(opened[0]?.destroyed).toBe(false)
    leaving.abort()
    await serveFile(from, request({ signal: leaving.signal }), { caching: 'immutable' })
    await serveFile(from, request({ method: 'HEAD' }), { caching: 'immutable' })
    expect(opened.map(({ destroyed }) => destroyed)).toEqual([true, true, true])
  })

  it('answers 416 with the size outside the file', async () => {
    const answer = await ask({ range: 'bytes=10-' })
    expect(answer.status).toBe(416)
    expect(answer.headers.get('content-range')).toBe('bytes */10')
  })

  it('answers 304 to who has it, and the whole file where a range is of an older one', async () => {
    expect((await ask({ 'if-none-match': '"abc"' })).status).toBe(304)
    expect((await ask({ range: 'bytes=0-1', 'if-range': '"old"' })).status).toBe(200)
  })

  it('says who may keep it, and for how long', async () => {
    const said = async (caching: 'immutable' | 'private' | 'checked') =>
      (await ask({}, storage, caching)).headers.get('cache-control')
    expect(await said('immutable')).toBe('public, max-age=31536000, immutable')
    expect(await said('private')).toBe('private, max-age=3600')
    expect(await said('checked')).toBe('private, no-cache')
  })

  it('refuses with not_found when the bytes are gone', async () => {
    const empty = { ...storage, open: () => Promise.reject(notFound()) }
    await expect(ask({}, empty)).rejects.toMatchObject({ code: 'not_found' })
  })
})
