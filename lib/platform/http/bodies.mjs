import { constants, createGzip } from 'node:zlib'
import { withMarks } from './marks.mjs'

/**
 * @typedef {{ write: (...chunk: any[]) => boolean, end: (...chunk: any[]) => unknown }} Body
 * @typedef {{ headers: Record<string, string>, html: string }} Replacement
 */

/** What is compressed for one person is compressed once; the last percents are not worth their time. */
const QUICK = 4

/** A 304 or the answer to HEAD. @param {Body} next @returns {Body} */
export function headersOnly(next) {
  return { write: () => true, end: () => next.end() }
}

/**
 * Compressed as it comes: what Next flushes early reaches the browser early.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {Body} next
 * @returns {Body}
 */
export function compressed(response, next) {
  response.removeHeader('content-length')
  response.removeHeader('accept-ranges')
  response.setHeader('content-encoding', 'gzip')
  const gzip = createGzip({ level: QUICK })
  gzip.on('data', (chunk) => {
    if (!next.write(chunk)) gzip.pause()
  })
  gzip.on('drain', () => response.emit('drain'))
  gzip.on('end', () => next.end())
  response.on('drain', () => gzip.resume())
  response.on('close', () => gzip.destroy())
  // Next calls this after every piece it streams.
  Object.assign(response, { flush: () => gzip.flush(constants.Z_SYNC_FLUSH) })
  return {
    write: (...chunk) => gzip.write(.../** @type {[any]} */ (chunk)),
    end: (...chunk) => gzip.end(.../** @type {[any]} */ (chunk)),
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {import('./marks.mjs').Marks} marks
 * @param {Body} next
 * @returns {Body}
 */
export function marked(response, marks, next) {
  response.removeHeader('content-length')
  let isFirst = true
  const first = (/** @type {any} */ chunk) => {
    if (!isFirst || chunk == null || typeof chunk === 'function') return chunk
    isFirst = false
    // As bytes: a piece may end in the middle of a letter.
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1')
    return Buffer.from(withMarks(text, marks), typeof chunk === 'string' ? 'utf8' : 'latin1')
  }
  return {
    write: (chunk, ...rest) => next.write(first(chunk), ...rest),
    end: (chunk, ...rest) => next.end(first(chunk), ...rest),
  }
}

/**
 * Holds back what Next says until the page that takes its place is there; where that one fails too, Next's goes out.
 *
 * @param {Promise<Replacement | null>} replacement
 * @param {(replacement: Replacement | null) => Body} finish
 * @returns {Body}
 */
export function withheld(replacement, finish) {
  /** @type {any[]} */
  const held = []
  return {
    write(chunk) {
      held.push(chunk)
      return true
    },
    async end(chunk) {
      if (chunk != null && typeof chunk !== 'function') held.push(chunk)
      const found = await replacement.catch(() => null)
      finish(found).end(found ? found.html : Buffer.concat(held.map((part) => Buffer.from(part))))
    },
  }
}
