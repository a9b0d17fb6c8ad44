import 'server-only'
import busboy from 'busboy'
import { Readable, pipeline } from 'node:stream'
import { AppError } from '../errors'
import { tooLarge } from './measured'

export type Part = { name: string; bytes: Readable; fields: Readonly<Record<string, string>> }

const MAX_FIELD_BYTES = 10_000
/** Boundaries, part headers and the few fields of a form, beside the file itself. */
const ENVELOPE_BYTES = 64_000

/**
 * Reads a form with one file and streams the file into `consume`, together with the fields that stood before it in the
 * form. Nothing is kept in memory; a body that says or proves to be larger than the limit is refused with `too_large`
 * and read no further.
 */
export async function readFilePart<T>(
  request: Request,
  limit: { maxBytes: number; field: string },
  consume: (part: Part) => Promise<T>,
): Promise<T> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data') || request.body === null) {
    throw new AppError('media_type', 'The body must be multipart/form-data.')
  }
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limit.maxBytes + ENVELOPE_BYTES) throw tooLarge(limit.maxBytes)
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0])
  try {
    return await consumed(body, { type, ...limit }, consume)
  } finally {
    body.destroy()
  }
}

function consumed<T>(
  body: Readable,
  form: { type: string; maxBytes: number; field: string },
  consume: (part: Part) => Promise<T>,
): Promise<T> {
  const parser = parserOf(form.type, form.maxBytes)
  const fields: Record<string, string> = {}
  return new Promise<T>((resolve, reject) => {
    let isTaken = false
    parser.on('field', (name, value) => {
      fields[name] = value
    })
    parser.on('file', (name, bytes, info) => {
      // An unread part that is cut short must not bring the process down.
      bytes.on('error', () => undefined)
      if (name !== form.field || isTaken) return void bytes.resume()
      isTaken = true
      // What it refuses before it reads is its own refusal too, not a form that cannot be read.
      const consuming = async () => consume({ name: info.filename ?? '', bytes, fields })
      consuming().then(resolve, reject)
    })
    // A sender that breaks off destroys the parser, and with it the part that `consume` is reading.
    pipeline(body, parser, (cause) => {
      if (cause) reject(new AppError('malformed', 'The form could not be read to its end.', { cause }))
      else if (!isTaken) reject(noFile(form.field))
    })
  })
}

function noFile(field: string): AppError {
  return new AppError('invalid', 'The form holds no file.', {
    reason: 'media.no_file',
    fields: { [field]: 'media.no_file' },
  })
}

/** One byte over the limit is let through, so that whoever measures the file sees that it is too large. */
function parserOf(type: string, maxBytes: number) {
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 20, fieldSize: MAX_FIELD_BYTES, fileSize: maxBytes + 1 },
    })
  } catch (cause) {
    throw new AppError('malformed', 'The form could not be read.', { cause })
  }
}
