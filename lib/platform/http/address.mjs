/**
 * The client's address: the socket's, unless proxies are trusted. With n trusted hops it is the n-th entry of
 * `x-forwarded-for` from the right, the one the outermost of our own proxies wrote; what stands further left is the
 * client's word. A list shorter than that did not come through our proxies, so the socket decides.
 */
export function plainAddress(request, trustedHops) {
  const socketAddress = request.socket.remoteAddress ?? ''
  const chain = trustedHops > 0 ? String(request.headers['x-forwarded-for'] ?? '').split(',') : []
  const forwarded = chain.length >= trustedHops ? chain.at(-trustedHops)?.trim() : ''
  return (trustedHops > 0 && forwarded ? forwarded : socketAddress).replace(/^::ffff:(?=\d+\.)/i, '')
}
