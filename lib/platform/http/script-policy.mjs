import { createHash, randomBytes } from 'node:crypto'

/**
 * The script policy, in its two forms: a nonce for pages rendered per request, hashes of their own inline scripts for
 * kept pages. `/_next/static/` instead of 'self': a file somebody uploaded can never be a script.
 */
export function noncePolicy(settings) {
  const nonce = randomBytes(16).toString('base64')
  return policy(settings, `'nonce-${nonce}'`)
}

export function hashPolicy(settings, hashes) {
  return policy(settings, hashes.map((hash) => `'sha256-${hash}'`).join(' '))
}

function policy({ appUrl, isDevelopment, isSecure }, sources) {
  const scripts = isDevelopment ? `'self' 'unsafe-eval' ${sources}` : `${appUrl}/_next/static/ ${sources}`
  return [
    "default-src 'self'",
    `script-src ${scripts.trim()}`,
    "style-src 'self'" + (isDevelopment ? " 'unsafe-inline'" : ''),
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

export const sha256 = (text) => createHash('sha256').update(text).digest('base64')
