import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { unpackArchive } from './unpack'

let place: string
beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'unpack-'))
})
afterEach(() => rm(place, { recursive: true, force: true }))

type Entries = Record<string, string | { content: string | Buffer; mode: number }>

async function zipOf(entries: Entries): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, entry] of Object.entries(entries)) {
    const { content, mode } = typeof entry === 'string' ? { content: entry, mode: 0o100644 } : entry
    if (name.endsWith('/')) zip.addEmptyDirectory(name)
    else zip.addBuffer(Buffer.from(content), name, { mode })
  }
  zip.end()
  return buffer(zip.outputStream)
}

async function unpacked(bytes: Buffer): Promise<string> {
  const file = path.join(place, 'course.zip')
  await writeFile(file, bytes)
  return unpackArchive(file, path.join(place, 'out'))
}
const namesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()

/** Writes other letters over a name, in the list of the archive and before the file itself. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  expect(to.length).toBe(from.length)
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')
}

describe('an archive', () => {
  test('is its files, and the one folder in it is the course', async () => {
    const root = await unpacked(
      await zipOf({ 'course/course.md': '# Light', 'course/01/日本語.md': 'a', 'course/empty/': '' }),
    )
    expect(path.basename(root)).toBe('course')
    expect(await namesIn(root)).toEqual(['01/日本語.md', 'course.md'])
    expect(await readFile(path.join(root, 'course.md'), 'utf8')).toBe('# Light')
  })

  test('leaves behind what systems add, hidden names and links', async () => {
    const root = await unpacked(
      await zipOf({
        'a.md': 'a',
        '.git/config': 'x',
        '__MACOSX/._a.md': 'x',
        'b/.DS_Store': 'x',
        'link.md': { content: '/etc/passwd', mode: 0o120777 },
      }),
    )
    expect(await namesIn(root)).toEqual(['a.md'])
  })

  test.each([
    ['climbs out of its folder', 'xx/evil.md', '../evil.md'],
    ['climbs out in the middle', 'aa/bb/cc/evil.md', 'aa/../../evil.md'],
    ['names the root', 'xevil.md', '/evil.md'],
    ['names a drive', 'xxevil.md', 'C:evil.md'],
    ['climbs by back slashes', 'xx/evil.md', '..\\evil.md'],
  ])('that %s is refused whole', async (_what, from, to) => {
    const bytes = renamed(await zipOf({ 'a.md': 'a', [from]: 'b' }), from, to)
    await expect(unpacked(bytes)).rejects.toMatchObject({ reason: 'import.unsafe' })
    expect(await namesIn(place)).not.toContain('evil.md')
  })

  test('that unfolds without end is refused before it fills the disk', async () => {
    const bytes = await zipOf({ 'a.md': { content: Buffer.alloc(80 * 1024 ** 2), mode: 0o100644 } })
    expect(bytes.length).toBeLessThan(200_000)
    await expect(unpacked(bytes)).rejects.toMatchObject({ code: 'too_large', reason: 'import.too_large' })
  })

  test('that unfolds to more than it says is refused', async () => {
    const bytes = await zipOf({ 'a.md': 'abcdefgh'.repeat(100) })
    const list = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    bytes.writeUInt32LE(10, list + 24)
    await expect(unpacked(bytes)).rejects.toMatchObject({ reason: 'import.not_zip' })
  })

  test('of too many folders in each other is refused', async () => {
    const bytes = await zipOf({ [`${'a/'.repeat(14)}b.md`]: 'b' })
    await expect(unpacked(bytes)).rejects.toMatchObject({ reason: 'import.too_large' })
  })

  test('with a password is told so', async () => {
    const bytes = await zipOf({ 'a.md': 'a' })
    const list = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    bytes.writeUInt16LE(bytes.readUInt16LE(list + 8) | 1, list + 8)
    await expect(unpacked(bytes)).rejects.toMatchObject({ reason: 'import.encrypted' })
  })

  test.each([
    ['no zip', async () => Buffer.from('no zip at all'.repeat(50))],
    ['cut off', async () => (await zipOf({ 'a.md': 'a'.repeat(900) })).subarray(0, 100)],
    ['two files of one name', async () => renamed(await zipOf({ 'a.md': 'a', 'b.md': 'b' }), 'b.md', 'a.md')],
    [
      'a file where a folder is',
      async () => renamed(await zipOf({ aaa: 'a', 'bbb/c.md': 'b' }), 'bbb/', 'aaa/'),
    ],
  ])('that is %s is told so', async (_what, bytesOf) => {
    await expect(unpacked(await bytesOf())).rejects.toMatchObject({ reason: 'import.not_zip' })
  })
})
