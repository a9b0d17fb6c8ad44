import 'server-only'
import { bodyOf } from '../http/body-of'
import { parseByteRange } from './byte-range'
import type { ByteRange, Storage } from './port'

export type ServedFile = { key: string; sizeBytes: number; sha256: string; mime: string; name: string }

export type ServeOptions = {
  /**
   * `immutable`: the address names the content, everybody may keep it. `private`: this browser alone, for an hour.
   * `checked`: the content may change, so this browser asks each time whether what it has is still the one.
   */
  caching: keyof typeof CACHING
}

const CACHING = {
  immutable: 'public, max-age=31536000, immutable',
  private: 'private, max-age=3600',
  checked: 'private, no-cache',
} as const

/** An uploaded file may be opened as a page of its own: it may then run, load and submit nothing. */
const HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
/** A browser's own reader of PDF does not open in a sandbox; it runs nothing of the academy's either. A lesson frames it. */
const HARMLESS_PDF =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"

/** Answers a request for a file: 200, 206 with the asked bytes, 304 when the browser has it, 416 outside the file. */
export async function serveFile(
  { storage, file }: { storage: Storage; file: ServedFile },
  request: Request,
  options: ServeOptions,
): Promise<Response> {
  const etag = `"${file.sha256}"`
  const headers = new Headers({
    'content-type': file.mime.startsWith('text/') ? `${file.mime}; charset=utf-8` : file.mime,
    'content-security-policy': file.mime === 'application/pdf' ? HARMLESS_PDF : HARMLESS,
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    'cache-control': CACHING[options.caching],
    etag,
  })
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const range = isRangeCurrent(request, etag)
    ? parseByteRange(request.headers.get('range'), file.sizeBytes)
    : 'whole'
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const asked = range === 'whole' ? undefined : range
  if (asked !== undefined) headers.set('content-range', `bytes ${asked.start}-${asked.end}/${file.sizeBytes}`)
  return respond({ storage, file, headers, range: asked, request })
}

async function respond(answer: {
  storage: Storage
  file: ServedFile
  headers: Headers
  range: ByteRange | undefined
  request: Request
}): Promise<Response> {
  const { storage, file, headers, range, request } = answer
  const length = range === undefined ? file.sizeBytes : range.end - range.start + 1
  headers.set('content-length', String(length))
  const status = range === undefined ? 200 : 206
  const stream = await storage.open(file.key, range)
  return new Response(bodyOf(stream, request), { status, headers })
}

/** A range of a file that has changed since (`If-Range`) is answered with the whole new one. */
function isRangeCurrent(request: Request, etag: string): boolean {
  const condition = request.headers.get('if-range')
  return condition === null || condition === etag
}

function matches(header: string | null, etag: string): boolean {
  return header !== null && header.split(',').some((one) => one.trim() === etag || one.trim() === '*')
}
