import { z } from 'zod'
import type { Answer } from './operation'

/** A moment in UTC, as ISO 8601 writes it: what a `Date` becomes in JSON. */
export const moment = z.iso.datetime()

/** A page of a list: `nextCursor` leads to the one after it and is null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** An answer that is no JSON. */
export function file(description: string, ...media: string[]): Answer {
  return { media, description }
}

/** What `serveFile` answers: the file, a part of it, "you have it already", or "there are no such bytes". */
export function servedFile(description: string, ...media: string[]) {
  return { 200: file(description, ...media), 206: file('The bytes asked for.', '*/*'), 304: null, 416: null }
}
