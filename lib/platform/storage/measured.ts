import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { AppError } from '../errors'
import { SNIFF_BYTES, detectContentType } from './content-type'
import type { PutOptions } from './port'

export type Measure = { sizeBytes: number; sha256: string; mime: string }

/**
 * Passes a file's bytes on while it counts, hashes and judges them: the stream breaks off with `too_large` at the first
 * byte over the limit and with `media_type` before a single byte of a wrong kind is kept. Nothing is held in memory
 * beyond the first chunk that tells the type.
 */
export function measured(source: AsyncIterable<Uint8Array>, options: PutOptions) {
  const hash = createHash('sha256')
  const measure: Measure = { sizeBytes: 0, sha256: '', mime: '' }

  async function* bytes(): AsyncGenerator<Uint8Array> {
    let head: Uint8Array | undefined = new Uint8Array(0)
    for await (const chunk of source) {
      measure.sizeBytes += chunk.byteLength
      if (measure.sizeBytes > options.maxBytes) throw tooLarge(options.maxBytes)
      hash.update(chunk)
      if (head === undefined) {
        yield chunk
        continue
      }
      head = Buffer.concat([head, chunk])
      if (head.byteLength < SNIFF_BYTES) continue
      measure.mime = await acceptedType(head, options.accept)
      yield head
      head = undefined
    }
    if (head !== undefined) {
      measure.mime = await acceptedType(head, options.accept)
      yield head
    }
    measure.sha256 = hash.digest('hex')
  }

  return { bytes: bytes(), measure }
}

/** An open file that nobody has begun to read, because what came before failed, would stay open. */
export function closeSource(source: AsyncIterable<Uint8Array>): void {
  if (source instanceof Readable) source.destroy()
}

async function acceptedType(head: Uint8Array, accept: readonly string[]): Promise<string> {
  const mime = await detectContentType(head)
  if (mime !== undefined && accept.includes(mime)) return mime
  throw new AppError(
    'media_type',
    `The content is ${mime ?? 'of no known type'}, which is not accepted here.`,
    {
      reason: 'media.type_not_accepted',
    },
  )
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('too_large', `The file is larger than ${maxBytes} bytes.`, {
    reason: 'media.too_large',
  })
}
