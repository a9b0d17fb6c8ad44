/**
 * Next reads the form that is posted to a page by itself, before any code of ours, and answers 500 to a body that is
 * none. So what calls itself `multipart/form-data` is looked at first: it has to name its boundary and begin with it
 * (RFC 7578, RFC 2046 section 5.1.1). Nothing is kept or taken from the body.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<boolean>} false for a body that cannot be the form it calls itself
 */
export async function beginsAsItSays(request) {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\b/i.test(type)) return true
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type)
  if (boundary === null) return false
  const start = await firstBytes(request)
  const marker = `--${boundary[1] ?? boundary[2]}`
  const text = start
    .subarray(0, marker.length + 2)
    .toString('latin1')
    .replace(/^\r\n/, '')
  return text.length > 0 && (text.startsWith(marker) || marker.startsWith(text))
}

/** What has come of the body, put back for whoever reads it. @param {import('node:http').IncomingMessage} request @returns {Promise<Buffer>} */
function firstBytes(request) {
  return new Promise((resolve) => {
    const settle = (/** @type {Buffer} */ bytes) => {
      request.off('readable', look).off('end', nothing).off('close', nothing)
      resolve(bytes)
    }
    const nothing = () => settle(Buffer.alloc(0))
    const look = () => {
      const chunk = request.read()
      if (chunk === null) return
      request.unshift(chunk)
      settle(chunk)
    }
    request.on('readable', look).on('end', nothing).on('close', nothing)
  })
}
