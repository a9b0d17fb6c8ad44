import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { constants, gunzipSync, gzip, zstdCompress, zstdDecompressSync } from 'node:zlib'

const compress = promisify(gzip)
const condense = promisify(zstdCompress)
/** Wide enough to see that a page's data comes again in its segments; gzip looks back 32 KiB and keeps both. */
const CONDENSED = { params: { [constants.ZSTD_c_windowLog]: 20 } }

/**
 * @typedef {object} PackedPage
 * @property {string} kind
 * @property {number | undefined} status
 * @property {Record<string, any>} headers
 * @property {Buffer | null} html  compressed as it goes out
 * @property {Buffer} rest         what only the client's router asks for; never sent as it lies here
 * @property {WeakRef<any> | null} unpacked
 */

/**
 * A page as Next keeps it holds its text three times over: as a document, as data and cut into segments. Compressed it
 * takes a tenth and less, so ten times as many fit; the document is compressed just as it will be sent.
 *
 * @param {any} value
 * @returns {Promise<PackedPage>}
 */
export async function packPage({ html, headers, kind, status, ...rest }) {
  return {
    kind,
    status,
    headers: headers ?? {},
    html: typeof html === 'string' ? await compress(html) : null,
    rest: await condense(serialize(rest), CONDENSED),
    unpacked: null,
  }
}

/** The response again as Next handed it over; while somebody still uses it, it is not unpacked twice. @param {PackedPage} page */
export function unpackPage(page) {
  const alive = page.unpacked?.deref()
  if (alive !== undefined) return alive
  const { kind, status, headers } = page
  const value = { ...deserialize(zstdDecompressSync(page.rest)), kind, status, headers }
  if (page.html !== null) value.html = gunzipSync(page.html).toString()
  page.unpacked = new WeakRef(value)
  return value
}
