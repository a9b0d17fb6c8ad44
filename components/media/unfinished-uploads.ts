import type { ResumableKind } from '@/lib/media/constants'

/** A file that was not sent to its end; remembered by the browser, so that choosing it again goes on where it broke off. */
export type Unfinished = {
  /** Of the upload on the server. */
  id: string
  kind: ResumableKind
  /** What it is for: the course and, within it, the lesson. */
  place: string
  name: string
  size: number
  lastModified: number
  percent: number
  /** In milliseconds; the server forgets it then. */
  expiresAt: number
}

const KEY = 'unfinished-uploads'
const MOST = 50

/** Those for a place, the newest last; the time is the browser's own. */
export function unfinishedAt(place: string, now = Date.now()): Unfinished[] {
  return readAll().filter((each) => each.place === place && each.expiresAt > now)
}

export function unfinishedOf(
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
  at: { place: string; kind: ResumableKind },
): Unfinished | undefined {
  return unfinishedAt(at.place).find(
    ({ kind, name, size, lastModified }) =>
      kind === at.kind && name === file.name && size === file.size && lastModified === file.lastModified,
  )
}

export function remember(upload: Unfinished): void {
  const now = Date.now()
  const others = readAll().filter(({ id, expiresAt }) => id !== upload.id && expiresAt > now)
  write([...others, upload].slice(-MOST))
}

export function forget(id: string): void {
  write(readAll().filter((each) => each.id !== id))
}

function readAll(): Unfinished[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isUnfinished) : []
  } catch {
    return []
  }
}

function isUnfinished(kept: unknown): kept is Unfinished {
  if (typeof kept !== 'object' || kept === null) return false
  const { id, place, name, expiresAt } = kept as Partial<Unfinished>
  return (
    /^[0-9a-f]{32}$/.test(String(id)) &&
    [place, name].every((each) => typeof each === 'string') &&
    Number(expiresAt) > 0
  )
}

/** A browser that keeps nothing, as in a private window, sends all the same; it only cannot go on after a reload. */
function write(all: Unfinished[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(all))
  } catch {
    return
  }
}
