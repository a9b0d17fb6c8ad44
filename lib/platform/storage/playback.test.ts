import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diskStorage } from './disk'
import { serveFile, type ServedFile } from './serve'

/** A film as players ask for it: parts of it, many at once, broken off at any moment. */
const BYTES = Buffer.concat([Buffer.from('WEBVTT\n'), Buffer.from(randomBytes(1_500_000).toString('hex'))])
let root: string
let file: ServedFile

async function* whole() {
  yield BYTES
}
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'playback-'))
  const options = { name: 'film.mp4', maxBytes: 1e7, accept: ['text/vtt'] }
  file = { ...(await diskStorage(root).put(whole(), options)), name: 'film.mp4', mime: 'video/mp4' }
})
afterAll(() => rm(root, { recursive: true }))

function ask(headers: Record<string, string> = {}, method = 'GET', of = file) {
  const request = new Request('http://academy.example/film', { method, headers })
  return serveFile({ storage: diskStorage(root), file: of }, request, { caching: 'private' })
}
async function openFiles(): Promise<number> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''))
  return (await Promise.all(links)).filter((target) => target.startsWith(root)).length
}

/** Where open files cannot be listed, nothing can be said of them. */
const canSeeOpenFiles = process.platform === 'linux'

describe('a film', () => {
  it('is given whole, and in any part that is asked for', async () => {
    const size = BYTES.byteLength
    expect(Buffer.from(await (await ask()).arrayBuffer()).equals(BYTES)).toBe(true)
    for (const [range, start, end] of [
      ['bytes=0-', 0, size - 1],
      ['bytes=1000000-1999999', 1_000_000, 1_999_999],
      ['bytes=-7', size - 7, size - 1],
      [`bytes=${size - 1}-`, size - 1, size - 1],
      [`bytes=5-${size * 9}`, 5, size - 1],
    ] as const) {
      const answer = await ask({ range })
      expect(answer.status).toBe(206)
      expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/${size}`)
      expect(answer.headers.get('content-type')).toBe('video/mp4')
      const part = Buffer.from(await answer.arrayBuffer())
      expect(part.equals(BYTES.subarray(start, end + 1))).toBe(true)
    }
    expect((await ask({ range: `bytes=${size}-` })).status).toBe(416)
  })

  it('answers ten seeks at once with the right bytes each', async () => {
    const starts = Array.from({ length: 10 }, (_, place) => place * 250_000 + 13)
    const parts = await Promise.all(
      starts.map(async (start) => (await ask({ range: `bytes=${start}-${start + 99_999}` })).arrayBuffer()),
    )
    for (const [place, start] of starts.entries()) {
      const part = Buffer.from(parts[place] ?? new ArrayBuffer(0))
      expect(part.equals(BYTES.subarray(start, start + 100_000))).toBe(true)
    }
    if (canSeeOpenFiles) await expect.poll(openFiles).toBe(0)
  })

  it('is closed when the player breaks off', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask({ range: 'bytes=0-' })))
    const readers = answers.map((answer) => answer.body?.getReader())
    await Promise.all(readers.map((reader) => reader?.read()))
    if (canSeeOpenFiles) expect(await openFiles()).toBe(20)
    await Promise.all(readers.map((reader) => reader?.cancel('seeked elsewhere')))
    if (canSeeOpenFiles) await expect.poll(openFiles).toBe(0)
  })

  it('is not opened for long by who only asks about it', async () => {
    const answer = await ask({ range: 'bytes=5-9' }, 'HEAD')
    expect(answer.status).toBe(206)
    expect(answer.body).toBeNull()
    expect(answer.headers.get('content-length')).toBe('5')
    if (canSeeOpenFiles) await expect.poll(openFiles).toBe(0)
  })

  it('is whole again for a player whose part is of another version', async () => {
    const current = `"${file.sha256}"`
    expect((await ask({ range: 'bytes=5-9', 'if-range': current })).status).toBe(206)
    for (const other of ['"other"', `W/${current}`, 'Wed, 21 Oct 2026 07:28:00 GMT'])
      expect((await ask({ range: 'bytes=5-9', 'if-range': other })).status).toBe(200)
  })

  it('that has gone from the disk is not there, however it is asked for', async () => {
    const gone = { ...file, key: '00000000-0000-4000-8000-000000000000' }
    for (const method of ['GET', 'HEAD'])
      await expect(ask({ range: 'bytes=0-' }, method, gone)).rejects.toMatchObject({
        reason: 'media.missing',
      })
  })
})

it('captions say in which letters they are written', async () => {
  const answer = await ask({}, 'GET', { ...file, mime: 'text/vtt' })
  expect(answer.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
  await answer.body?.cancel()
})
