import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AppError } from '../errors'

const MEBIBYTE = 1024 * 1024

/** The JSON a request carries; read only as far as the limit, whatever its length header claims. */
export async function readJson(request: Request, maximumBytes = MEBIBYTE): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json' && !/^application\/[\w.-]+\+json$/.test(type)) {
    throw new AppError('media_type', 'The body must be application/json.')
  }
  return parse(await readBytes(request, maximumBytes))
}

/** The same where a body is not needed: undefined when there is none. */
export async function readJsonIfAny(request: Request): Promise<unknown> {
  const isSaid = request.headers.has('content-type') && request.headers.get('content-length') !== '0'
  if (isSaid) return readJson(request)
  const bytes = await readBytes(request, MEBIBYTE)
  if (bytes.length > 0) throw new AppError('media_type', 'The body must be application/json.')
  return undefined
}

function parse(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('malformed', 'The body is not valid JSON.')
  }
}

async function readBytes(request: Request, maximumBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new AppError('too_large', `The body is larger than ${maximumBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  if (request.body === null) return new Uint8Array()
  for await (const chunk of Readable.fromWeb(
    request.body as ReadableStream<Uint8Array>,
  ) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maximumBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AppError('malformed', 'The body is not valid UTF-8.')
  }
}
