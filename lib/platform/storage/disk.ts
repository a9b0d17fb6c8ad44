import 'server-only'
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError, notFound } from '../errors'
import { closeSource, measured } from './measured'
import type { ByteRange, PutOptions, Storage, StoredFile } from './port'

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Files on the local disk: `<root>/files/<two digits>/<key>`. A file is written aside in `<root>/incoming`, synced, and
 * moved to its place only when it is whole and accepted, so a killed process or a full disk leaves no half file under
 * a key.
 */
export function diskStorage(root: string): Storage {
  return {
    name: 'disk',
    put: (source, options) => put(root, source, options),
    open: (key, range) => openFile(root, key, range),
    remove: (key) => rm(fileOf(root, key), { force: true }),
  }
}

/** Where files stand until they are whole and accepted. */
export function incomingFolder(root: string): string {
  return path.join(root, 'incoming')
}

/** How much may still be written on the disk of this folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Deletes what was left in `incoming` by uploads that ended before `before`; returns how many files went. */
export async function sweepIncoming(root: string, before: Date): Promise<number> {
  const folder = incomingFolder(root)
  const names = await readdir(folder).catch(ignoring('ENOENT', [] as string[]))
  let swept = 0
  for (const name of names) {
    const file = path.join(folder, name)
    const info = await stat(file).catch(ignoring('ENOENT', undefined))
    if (info === undefined || info.mtime >= before) continue
    await rm(file, { force: true })
    swept += 1
  }
  return swept
}

async function put(
  root: string,
  source: AsyncIterable<Uint8Array>,
  options: PutOptions,
): Promise<StoredFile> {
  const key = randomUUID()
  const draft = path.join(incomingFolder(root), key)
  const { bytes, measure } = measured(source, options)
  try {
    await mkdir(path.dirname(draft), { recursive: true })
    await pipeline(
      Readable.from(bytes, { objectMode: false }),
      createWriteStream(draft, { flags: 'wx', mode: 0o600 }),
    )
    await syncFile(draft)
    await mkdir(path.dirname(fileOf(root, key)), { recursive: true })
    await rename(draft, fileOf(root, key))
  } catch (error) {
    await rm(draft, { force: true })
    throw hasCode(error, 'ENOSPC') ? storageFull(error) : error
  } finally {
    closeSource(source)
  }
  return { key, ...measure }
}

async function openFile(root: string, key: string, range?: ByteRange): Promise<Readable> {
  const handle = await open(fileOf(root, key)).catch(ignoring('ENOENT', undefined))
  if (handle === undefined) throw notFound('The file is not there.', 'media.missing')
  return handle.createReadStream(range)
}

function fileOf(root: string, key: string): string {
  if (!KEY.test(key)) throw notFound('The file is not there.', 'media.missing')
  return path.join(root, 'files', key.slice(0, 2), key)
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}

export function storageFull(cause: unknown): AppError {
  return new AppError('unavailable', 'There is no room left for files.', { reason: 'storage.full', cause })
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

export function ignoring<T>(code: string, instead: T): (error: unknown) => T {
  return (error) => {
    if (hasCode(error, code)) return instead
    throw error
  }
}
