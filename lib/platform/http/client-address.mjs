/**
 * The address a request came from. Headers are believed only as far as the operator's own proxies wrote them: with
 * `TRUST_PROXY` = n, the n-th entry of `x-forwarded-for` from the right; otherwise the socket's.
 *
 * @param {{ socketAddress: string | undefined, forwardedFor: string | string[] | undefined, hops: number }} from
 * @returns {string | null}
 */
export function clientAddress({ socketAddress, forwardedFor, hops }) {
  const socket = plain(socketAddress)
  if (hops === 0) return socket
  const entries = [forwardedFor ?? []].flat().join(',').split(',').map(plain).filter(Boolean)
  // Fewer entries than hops: somebody reached us round a proxy, so what stands there is unproven.
  return entries.length < hops ? socket : entries[entries.length - hops]
}

/** @param {string | undefined} address */
function plain(address) {
  if (address === undefined) return null
  const trimmed = address.trim().replace(/^\[|\]$/g, '')
  const withoutMapping = trimmed.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return /^[0-9a-fA-F.:]{2,45}$/.test(withoutMapping) ? withoutMapping : null
}
