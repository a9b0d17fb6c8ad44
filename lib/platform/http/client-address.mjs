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
  const entries = [forwardedFor ?? []].flat().join(',').split(',')
  // Fewer entries than hops: somebody reached us round a proxy, so what stands there is unproven.
  return entries.length < hops ? socket : (plain(entries[entries.length - hops]) ?? socket)
}

/** Some proxies write the port behind the address; it is another one for each connection. @param {string | undefined} address */
function plain(address) {
  if (address === undefined) return null
  const trimmed = address
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  const withoutMapping = trimmed.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return /^[0-9a-fA-F.:]{2,45}$/.test(withoutMapping) ? withoutMapping : null
}
