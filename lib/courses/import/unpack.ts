import 'server-only'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { AppError } from '@/lib/platform/errors'
import { freeBytes, hasCode, storageFull } from '@/lib/platform/storage/disk'
import { IMPORT_REASONS } from '../constants'

/** The same bounds as those of a folder. */
const MOST_ENTRIES = 20_000
const MOST_BYTES = 2 * 1024 ** 3
const DEEPEST = 12
/** Of one name, in bytes: what every file system takes. */
const LONGEST_NAME = 240
/** Texts of a course are packed to a fifth; what unfolds further than this is nothing that anybody wrote. */
const HIGHEST_RATIO = 200
const RATIO_MATTERS_FROM = 64 * 1024 ** 2

/**
 * Unpacks the archive of a course into a folder that is new. Only files and folders below it are made: a name that climbs
 * out of it, or is absolute, refuses the whole; links, devices, hidden names and what a Mac adds are passed over. What an
 * archive says of its sizes is held to while it unfolds.
 *
 * @returns the folder of the course: the one folder in the archive, where there is nothing else beside it
 * @throws invalid (`import.not_zip`, `import.encrypted`, `import.unsafe`), too_large (`import.too_large`), unavailable
 *   (`storage.full`)
 */
export async function unpackArchive(file: string, folder: string): Promise<string> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(refuse)
  try {
    if (zip.entryCount > MOST_ENTRIES) throw tooLarge()
    await mkdir(folder, { recursive: true })
    const room = await freeBytes(folder)
    const seen = { bytes: 0, packedBytes: 0, room }
    for await (const entry of zip.eachEntry()) await unpackEntry(zip, entry, { folder, seen })
  } catch (error) {
    refuse(error)
  } finally {
    zip.close()
  }
  return rootOf(folder)
}

type Into = { folder: string; seen: { bytes: number; packedBytes: number; room: number } }

async function unpackEntry(zip: ZipFile, entry: Entry, { folder, seen }: Into): Promise<void> {
  const names = entry.fileName.normalize('NFC').split('/')
  if (entry.fileName.endsWith('/') || !isPlainFile(entry) || names.some(isPassedOver)) return
  if (names.length > DEEPEST || names.some((name) => Buffer.byteLength(name) > LONGEST_NAME)) throw tooLarge()
  if (entry.isEncrypted()) throw refused(IMPORT_REASONS.encrypted)
  if (!entry.canDecodeFileData()) throw refused(IMPORT_REASONS.notZip)
  seen.bytes += entry.uncompressedSize
  seen.packedBytes += entry.compressedSize
  const isBomb = seen.bytes > RATIO_MATTERS_FROM && seen.bytes > seen.packedBytes * HIGHEST_RATIO
  if (seen.bytes > MOST_BYTES || isBomb) throw tooLarge()
  if (seen.bytes > seen.room) throw storageFull(new Error('The archive would not fit.'))
  const target = path.join(folder, ...names)
  if (path.relative(folder, target).startsWith('..')) throw refused(IMPORT_REASONS.unsafe)
  await mkdir(path.dirname(target), { recursive: true })
  const source = await zip.openReadStreamPromise(entry)
  await pipeline(source, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
}

/** Archives made on Unix say what an entry is; those of other systems hold files alone. */
function isPlainFile({ externalFileAttributes }: Entry): boolean {
  const kind = (externalFileAttributes >>> 16) & 0o170000
  return kind === 0 || kind === 0o100000
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX' || name === 'node_modules'
}

/** What the reader refuses is the archive's fault; the machine's own faults stay what they are. */
function refuse(error: unknown): never {
  if (error instanceof AppError) throw error
  if (hasCode(error, 'ENOSPC')) throw storageFull(error)
  const message = error instanceof Error ? error.message : ''
  if (/^(absolute path|invalid relative path|invalid characters in fileName)/.test(message))
    throw refused(IMPORT_REASONS.unsafe, error)
  // Two entries of one name, or a file where another one needs a folder.
  const isOfNames = ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL'].some((code) =>
    hasCode(error, code),
  )
  if (isOfNames) throw refused(IMPORT_REASONS.notZip, error)
  if (error instanceof Error && 'code' in error && 'syscall' in error) throw error
  throw refused(IMPORT_REASONS.notZip, error)
}

function refused(reason: string, cause?: unknown): AppError {
  return new AppError('invalid', 'The archive cannot be taken.', { reason, cause })
}

function tooLarge(): AppError {
  return new AppError('too_large', 'The archive unfolds to more than fits.', {
    reason: IMPORT_REASONS.tooLarge,
  })
}

async function rootOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true })
  const [only] = entries
  return entries.length === 1 && only?.isDirectory() ? path.join(folder, only.name) : folder
}
