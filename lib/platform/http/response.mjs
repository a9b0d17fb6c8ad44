export function shapeResponse(_request, response, { policy, requestId, isPage }) {
  response.setHeader('x-request-id', requestId)
  if (isPage && policy) response.setHeader('content-security-policy', policy)
}
