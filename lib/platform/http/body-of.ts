import 'server-only'
import { addAbortSignal, Readable } from 'node:stream'

/** A stream as the body of an answer. What nobody reads, or not to its end, would hold its files open: it is closed. */
export function bodyOf(stream: Readable, request: Request): ReadableStream | null {
  if (request.method === 'HEAD') {
    stream.destroy()
    return null
  }
  const body = Readable.toWeb(stream) as ReadableStream
  addAbortSignal(request.signal, stream)
  return body
}
