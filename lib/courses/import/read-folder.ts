import { lstat, open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/platform/errors'
import { decodeText } from '@/lib/utils/decode-text'
import { naturalOrder } from '@/lib/utils/natural-order'
import type { Losses } from './losses'

export type SourceFile = { path: string; name: string; text: string }
/** Paths are relative to the imported folder, with `/` between names; entries stand in natural order. */
export type SourceFolder = { path: string; name: string; files: SourceFile[]; folders: SourceFolder[] }
export type SourceTree = { root: SourceFolder; pictures: ReadonlySet<string> }

const MOST_BYTES = 2 * 1024 ** 3
const MOST_ENTRIES = 20_000
const MOST_TEXT_BYTES = 4 * 1024 ** 2
const DEEPEST = 12
const PICTURE = /\.(png|jpe?g|webp|avif|gif|svg)$/i
const SKIPPED = /^(\.|node_modules$)/

type Walk = { root: string; losses: Losses; pictures: Set<string>; bytes: number; entries: number }

/**
 * Reads the Markdown files of a folder. Symbolic links are not followed, hidden names are passed over, and a folder of
 * more than 2 GB is refused before anything of it is read twice.
 */
export async function readFolder(root: string, losses: Losses): Promise<SourceTree> {
  const absolute = path.resolve(root)
  const stats = await lstat(absolute).catch(() => null)
  if (stats === null || !stats.isDirectory()) throw new AppError('not_found', `There is no folder ${root}.`)
  const walk: Walk = { root: absolute, losses, pictures: new Set(), bytes: 0, entries: 0 }
  return { root: await readLevel(walk, '', 0), pictures: walk.pictures }
}

/** The bytes of a file inside the folder, or null where there is none; links out of the folder lead nowhere. */
export async function readInside(
  root: string,
  relative: string,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const found = await fileInside(root, relative)
  return found === null || found.sizeBytes > mostBytes ? null : readBytes(found.path, mostBytes)
}

/** Where a file of the folder lies on the disk, and its size, for what is too large to be read at once. */
export async function fileInside(
  root: string,
  relative: string,
): Promise<{ path: string; sizeBytes: number } | null> {
  const absolute = path.resolve(root, relative)
  const inside = path.relative(path.resolve(root), absolute)
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return null
  let step = path.resolve(root)
  let sizeBytes = 0
  for (const name of inside.split(path.sep)) {
    step = path.join(step, name)
    const stats = await lstat(step).catch(() => null)
    if (stats === null || stats.isSymbolicLink()) return null
    if (step === absolute && !stats.isFile()) return null
    sizeBytes = stats.size
  }
  return { path: absolute, sizeBytes }
}

async function readLevel(walk: Walk, relative: string, depth: number): Promise<SourceFolder> {
  const level: SourceFolder = { path: relative, name: path.posix.basename(relative), files: [], folders: [] }
  if (depth > DEEPEST) throw new AppError('too_large', 'The folder is nested too deeply.')
  const entries = await readdir(path.join(walk.root, relative), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => naturalOrder(a.name, b.name))) {
    if (SKIPPED.test(entry.name)) continue
    const inside = path.posix.join(relative, entry.name)
    if ((walk.entries += 1) > MOST_ENTRIES)
      throw new AppError('too_large', `There are more than ${MOST_ENTRIES} files.`)
    if (entry.isSymbolicLink()) walk.losses.add('symbolicLink', inside)
    else if (entry.isDirectory()) level.folders.push(await readLevel(walk, inside, depth + 1))
    else if (entry.isFile()) await readEntry(walk, level, inside)
  }
  return level
}

async function readEntry(walk: Walk, level: SourceFolder, relative: string): Promise<void> {
  const absolute = path.join(walk.root, relative)
  walk.bytes += (await lstat(absolute)).size
  if (walk.bytes > MOST_BYTES) throw new AppError('too_large', 'The folder holds more than 2 GB.')
  if (PICTURE.test(relative)) walk.pictures.add(relative)
  if (!/\.(md|markdown)$/i.test(relative)) return
  const bytes = await readBytes(absolute, MOST_TEXT_BYTES)
  const { text, isGuessed } = decodeText(bytes)
  if (isGuessed) walk.losses.add('encodingGuessed', relative)
  level.files.push({
    path: relative,
    name: path.posix.basename(relative),
    text: text.replace(/\r\n?/g, '\n'),
  })
}

async function readBytes(absolute: string, mostBytes: number): Promise<Uint8Array> {
  const handle = await open(absolute, 'r')
  try {
    const { size } = await handle.stat()
    if (size > mostBytes) throw new AppError('too_large', `${path.basename(absolute)} is too large.`)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
