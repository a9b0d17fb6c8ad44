import { createRequestResponseMocks } from 'next/dist/server/lib/mock-request.js'

/**
 * A request to Next from within the house, without a socket.
 *
 * @param {(request: any, response: any) => Promise<unknown>} handle Next's
 * @param {string} url
 * @param {{ headers: Record<string, string>, method?: string }} request
 */
export async function askNext(handle, url, { headers, method = 'GET' }) {
  const { req, res } = createRequestResponseMocks({ url, headers, method })
  await handle(req, res)
  await res.hasStreamed
  return {
    status: res.statusCode,
    text: Buffer.concat(res.buffers).toString('utf8'),
    header: (/** @type {string} */ name) => {
      const value = res.getHeader(name)
      return value === undefined ? undefined : String(value)
    },
  }
}
