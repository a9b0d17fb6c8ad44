import { spawnSync } from 'node:child_process'
import {
  truncateSync,
  readFileSync,
  statSync,
  writeFileSync,
  mkdirSync,
  copyFileSync,
  existsSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Int32 } from 'bson'
import { describe, expect, test } from 'vitest'
import { Engine } from '../../src/engine.ts'
import { diskFault } from '../../src/storage/disk-fault.ts'
import { DATA_FILE } from '../../src/storage/store.ts'
import { encode } from '../../src/values/codec.ts'
import { verifyFolder } from '../../src/verify.ts'
import { findAll, temporaryFolder } from './folder.ts'

/** Runs a shell command with mounts of its own; undefined where the system does not allow them. */
function withMounts(
  command: string,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  const script = ['unshare', ['-Urm', 'sh', '-ec', command, 'sh', ...args]] as const
  return spawnSync(script[0], script[1], { encoding: 'utf8', timeout: 50_000 })
}

const mayMount = withMounts('mount -t tmpfs -o size=1m tmpfs /mnt').status === 0

describe('a full disk', () => {
  test.runIf(mayMount)(
    'is told as OutOfDiskSpace; reads go on, nothing acknowledged is lost, room cures it',
    () => {
      const child = fileURLToPath(new URL('./full-disk.ts', import.meta.url))
      const { stdout, stderr } = withMounts(
        'mount -t tmpfs -o size=16m tmpfs /mnt; exec "$1" "$2" /mnt',
        process.execPath,
        child,
      )
      expect(stderr.replace(/^.*ExperimentalWarning.*\n.*\n/m, '')).toBe('')
      const { acknowledged, ...told } = JSON.parse(stdout) as Record<string, unknown>
      expect(told).toEqual({
        insert: '14031 OutOfDiskSpace',
        update: '14031 OutOfDiskSpace',
        transaction: '14031 OutOfDiskSpace',
        missingWhileFull: 0,
        foundByIndex: 0,
        missingAfterRestart: 0,
        afterRoomWasMade: 'done',
        missingAtTheEnd: 0,
        faults: [],
      })
      expect(acknowledged).toBeGreaterThan(50)
    },
  )

  test('is known by its many names', () => {
    const named = (code: string, errcode?: number): unknown =>
      diskFault(Object.assign(new Error('it said so'), { code, errcode }))
    for (const full of [named('ERR_SQLITE_ERROR', 13), named('ENOSPC'), named('EDQUOT')])
      expect(full).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' })
    expect(named('EROFS')).toMatchObject({ codeName: 'FileStreamFailed' })
    expect(named('ERR_SQLITE_ERROR', 778)).toMatchObject({ codeName: 'FileStreamFailed' })
    expect(named('ERR_SQLITE_ERROR', 11)).toMatchObject({ codeName: 'DataCorruptionDetected' })
    expect(named('ERR_SQLITE_ERROR', 5)).toBeUndefined()
    expect(diskFault(new Error('another'))).toBeUndefined()
  })
})

test.runIf(mayMount)('a folder on a read-only disk is refused with a clear sentence', () => {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const { status, stderr } = withMounts(
    'mount -t tmpfs -o size=4m tmpfs /mnt; mkdir /mnt/db; mount -o remount,ro /mnt; exec "$1" "$2" --folder /mnt/db',
    process.execPath,
    main,
  )
  expect(status).toBe(1)
  expect(stderr).toMatch(/The data folder \/mnt\/db cannot be written to/)
})

describe('after a crash', () => {
  const one = new Int32(1)

  /** A folder as a crash leaves it: the file as it was at first, and the whole log of what came after. */
  async function crashedFolder(): Promise<ReturnType<typeof temporaryFolder>> {
    const source = temporaryFolder()
    const crashed = temporaryFolder()
    const engine = await Engine.open(source.path, { durability: 'fsync' })
    await engine.createIndexes('test', 'docs', [{ key: { n: one }, unique: true }])
    for (let n = 0; n < 50; n += 1) await engine.insert({}, 'test', 'docs', [{ n: new Int32(n) }], true)
    await engine.flushed()
    for (const end of ['', '-wal'])
      copyFileSync(join(source.path, DATA_FILE + end), join(crashed.path, DATA_FILE + end))
    await engine.close()
    source.dispose()
    return crashed
  }

  async function reopened(path: string): Promise<{ numbers: number[]; news: readonly string[] }> {
    const engine = await Engine.open(path, { durability: 'fsync' })
    const numbers = (await findAll(engine, 'docs', { filter: {} })).map((doc) => Number(doc['n']))
    const { news } = engine
    expect(engine.verify('test', 'docs')).toEqual([])
    await engine.close()
    expect(verifyFolder(path).found.faults).toEqual([])
    return { numbers, news }
  }

  test('the log is taken over, and the start says so', async () => {
    const folder = await crashedFolder()
    const { numbers, news } = await reopened(folder.path)
    expect(numbers).toHaveLength(50)
    expect(news).toEqual([
      expect.stringMatching(/From its log \d{2,} pages of whole commits were taken over/),
    ])
    expect((await reopened(folder.path)).news).toEqual([])
    folder.dispose()
  })

  test('a log that ends within a commit, or in a damaged page, gives every commit before it and nothing of that one', async () => {
    const lengths: number[] = []
    for (const cut of [0, 1, 100, 4096, 5000, 20_000]) {
      const folder = await crashedFolder()
      const log = join(folder.path, `${DATA_FILE}-wal`)
      truncateSync(log, statSync(log).size - cut)
      const { numbers } = await reopened(folder.path)
      expect(numbers).toEqual(numbers.map((_, position) => position))
      lengths.push(numbers.length)
      folder.dispose()
    }
    expect(lengths[0]).toBe(50)
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
    expect(lengths.at(-1)).toBeLessThan(50)

    const folder = await crashedFolder()
    const log = join(folder.path, `${DATA_FILE}-wal`)
    const bytes = readFileSync(log)
    bytes.fill(0xaa, bytes.length - 4096)
    writeFileSync(log, bytes)
    expect((await reopened(folder.path)).numbers).toHaveLength(49)
    folder.dispose()
  })
})

describe('a folder of an older format', () => {
  const one = new Int32(1)

  const EITHER_CASE = { locale: 'en', strength: new Int32(2) }

  async function olderFolder(
    format: number,
    hasPresentKeys = false,
  ): Promise<ReturnType<typeof temporaryFolder>> {
    const folder = temporaryFolder()
    const engine = await Engine.open(folder.path, { durability: 'none' })
    await engine.createIndexes('test', 'docs', [{ key: { n: one } }])
    await engine.insert({}, 'test', 'docs', [{ n: one }, { n: new Int32(2) }], true)
    await engine.createIndexes('test', 'names', [{ key: { name: one }, collation: EITHER_CASE }])
    await engine.insert({}, 'test', 'names', [{ name: 'Ada' }, { name: 'Bo' }], true)
    await engine.close()
    const db = new DatabaseSync(join(folder.path, DATA_FILE))
    const meta = {
      format: new Int32(format),
      nextCollection: new Int32(9),
      nextIndex: new Int32(9),
      purgedThrough: new Int32(0),
    }
    db.prepare("UPDATE catalog SET value = ? WHERE name = 'meta'").run(encode(meta))
    // The first formats kept no counts.
    db.exec('DROP TABLE counts')
    // Keys as another format may have had them.
    if (!hasPresentKeys) db.exec('UPDATE entries SET key = CAST(substr(key, 1, 4) || substr(key, 6) AS BLOB)')
    db.close()
    return folder
  }

  test('is copied and brought up; its documents are found by their indexes again', async () => {
    const folder = await olderFolder(0)
    const engine = await Engine.open(folder.path, { durability: 'none' })
    const copy = join(folder.path, 'before-format-3.sqlite')
    expect(engine.news).toEqual([
      `The folder was brought from format 0 to 3. As it was before, it is kept in ${copy}.`,
    ])
    expect(await findAll(engine, 'docs', { filter: { n: new Int32(2) } })).toHaveLength(1)
    await engine.close()
    expect(verifyFolder(folder.path).found.faults).toEqual([])
    const kept = new DatabaseSync(copy, { readOnly: true })
    expect(kept.prepare('SELECT count(*) AS n FROM records').get()).toEqual({ n: 4 })
    kept.close()
    const again = await Engine.open(folder.path, { durability: 'none' })
    expect(again.news).toEqual([])
    await again.close()
    folder.dispose()
  })

  test('of format 1 gets its indexes with a collation anew, and those alone', async () => {
    const folder = await olderFolder(1)
    const engine = await Engine.open(folder.path, { durability: 'none' })
    const filter = { name: 'ada' }
    expect(await findAll(engine, 'names', { filter, collation: EITHER_CASE })).toHaveLength(1)
    expect(engine.verify('test', 'names')).toEqual([])
    expect(engine.verify('test', 'docs')).not.toEqual([])
    await engine.close()
    folder.dispose()
  })

  test('of format 2 gets counts of its documents', async () => {
    const folder = await olderFolder(2, true)
    const engine = await Engine.open(folder.path, { durability: 'none' })
    expect(await engine.count({}, 'test', 'docs', { filter: {} })).toBe(2)
    await engine.close()
    expect(verifyFolder(folder.path).found.faults).toEqual([])
    folder.dispose()
  })

  test('stays as it is when the copy cannot be made', async () => {
    const folder = await olderFolder(0)
    mkdirSync(join(folder.path, 'before-format-3.sqlite', 'in-the-way'), { recursive: true })
    await expect(Engine.open(folder.path, { durability: 'none' })).rejects.toThrow()
    const db = new DatabaseSync(join(folder.path, DATA_FILE), { readOnly: true })
    expect(existsSync(join(folder.path, DATA_FILE))).toBe(true)
    expect(
      db
        .prepare(
          "SELECT hex(value) LIKE '%666F726D61740000000000%' AS isOld FROM catalog WHERE name = 'meta'",
        )
        .get(),
    ).toEqual({ isOld: 1 })
    db.close()
    folder.dispose()
  })

  test('that no step begins with is refused', async () => {
    const folder = await olderFolder(-1)
    await expect(Engine.open(folder.path, { durability: 'none' })).rejects.toThrow(
      'There is no way from format -1 to format 3.',
    )
    folder.dispose()
  })
})
