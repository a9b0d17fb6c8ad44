import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskStorage, sweepIncoming } from './disk'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const options = { name: 'a.png', maxBytes: 1_000, accept: ['image/png'] }
let root: string

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'disk-storage-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function* chunks(...parts: Uint8Array[]) {
  yield* parts
}
async function textOf(stream: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

describe('the disk storage', () => {
  it('keeps a file, tells what its bytes are, and gives back all or a range of it', async () => {
    const disk = diskStorage(root)
    const kept = await disk.put(chunks(PNG.subarray(0, 3), PNG.subarray(3)), options)
    expect(kept).toMatchObject({ mime: 'image/png', sizeBytes: PNG.byteLength })
    expect(await textOf(await disk.open(kept.key))).toEqual(PNG)
    expect(await textOf(await disk.open(kept.key, { start: 1, end: 3 }))).toEqual(Buffer.from('PNG'))
  })

  it('refuses content that is not what its name says and leaves no file', async () => {
    const disk = diskStorage(root)
    const lie = disk.put(chunks(Buffer.from('<html><script>alert(1)</script>')), options)
    await expect(lie).rejects.toMatchObject({ code: 'media_type', reason: 'media.type_not_accepted' })
    expect(await filesUnder(root)).toEqual([])
  })

  it('refuses a stream at the first byte over its limit, reads no further and leaves no file', async () => {
    let given = 0
    async function* endless() {
      yield PNG
      for (; given < 1_000_000; given += 1) yield Buffer.alloc(1_000)
    }
    const put = diskStorage(root).put(endless(), { ...options, maxBytes: 100_000 })
    await expect(put).rejects.toMatchObject({ code: 'too_large' })
    expect(given).toBeLessThan(1_000)
    expect(await filesUnder(root)).toEqual([])
  })

  it('closes the file it is given, kept or refused or where there is no place to keep it', async () => {
    const given = () => Readable.from([PNG], { objectMode: false })
    const [kept, refused, homeless] = [given(), given(), given()]
    await diskStorage(root).put(kept, options)
    await expect(diskStorage(root).put(refused, { ...options, maxBytes: 1 })).rejects.toThrow()
    await writeFile(path.join(root, 'no folder'), 'x')
    await expect(diskStorage(path.join(root, 'no folder')).put(homeless, options)).rejects.toThrow()
    expect([kept, refused, homeless].map(({ destroyed }) => destroyed)).toEqual([true, true, true])
  })

  it('leaves no file when the sender breaks off', async () => {
    async function* broken() {
      yield PNG
      throw new Error('gone')
    }
    await expect(diskStorage(root).put(broken(), options)).rejects.toThrow('gone')
    expect(await filesUnder(root)).toEqual([])
  })

  it('finds nothing under a key that is a path or was removed', async () => {
    const disk = diskStorage(root)
    await expect(disk.open('../../etc/passwd')).rejects.toMatchObject({ code: 'not_found' })
    const kept = await disk.put(chunks(PNG), options)
    await disk.remove(kept.key)
    await disk.remove(kept.key)
    await expect(disk.open(kept.key)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('sweeps what broken uploads left, but not one that is still going on', async () => {
    await diskStorage(root).put(chunks(PNG), options)
    const incoming = path.join(root, 'incoming')
    await writeFile(path.join(incoming, 'old'), 'x')
    await utimes(path.join(incoming, 'old'), new Date('2026-01-01'), new Date('2026-01-01'))
    await writeFile(path.join(incoming, 'new'), 'x')
    expect(await sweepIncoming(root, new Date('2026-02-01'))).toBe(1)
    expect(await readdir(incoming)).toEqual(['new'])
  })
})
