/** Whether the client already has the representation with this ETag. @param {string | undefined} ifNoneMatch @param {string} etag */
export function hasSame(ifNoneMatch, etag) {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch === '*') return true
  const plain = etag.replace(/^W\//, '')
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === plain)
}

/** @param {string | string[] | undefined} acceptEncoding */
export function acceptsGzip(acceptEncoding) {
  return /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))|,|$)/i.test(String(acceptEncoding ?? ''))
}

const COMPRESSIBLE =
  /^(?:text\/(?!event-stream)|application\/(?:json|javascript|xml|[\w.-]+\+(?:json|xml)|manifest)|image\/svg)/i

/** @param {unknown} contentType */
export function isCompressible(contentType) {
  return COMPRESSIBLE.test(String(contentType ?? ''))
}
