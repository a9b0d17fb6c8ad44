import { createHash, randomBytes } from 'node:crypto'
import { isNextScript } from './next-scripts.mjs'

/**
 * The script policy, in two forms: a nonce for pages rendered per request, the hashes of their own inline scripts for
 * kept pages. It allows `<address>/_next/static/` instead of 'self': a file somebody uploaded can never be a script.
 *
 * @typedef {{ appUrl: string, isDevelopment: boolean }} PolicySettings
 */

/**
 * @param {PolicySettings} settings
 * @param {readonly string[]} [frames] origins that the page may show in a frame, beside our own
 */
export function noncePolicy(settings, frames = []) {
  return policyOf(settings, [`'nonce-${randomBytes(16).toString('base64')}'`], frames)
}

/**
 * @param {PolicySettings} settings
 * @param {string} html
 * @returns {{ policy: string, strangers: string[] }} strangers: inline scripts that are not Next's and stay blocked
 */
export function hashPolicy(settings, html) {
  const { hashes, strangers } = inlineScripts(html)
  return { policy: policyOf(settings, hashes), strangers }
}

/** For a document that is neither: nothing inline runs. @param {PolicySettings} settings */
export function emptyPolicy(settings) {
  return policyOf(settings, [])
}

/**
 * Somebody who opens the academy under another name than APP_URL (an address of the local network, say) still gets
 * living pages: the browser's own Host is the one header a third party cannot choose for it.
 *
 * @param {string} policy
 * @param {PolicySettings} settings
 * @param {string | undefined} host
 */
export function policyForHost(policy, { appUrl }, host) {
  if (!host || appUrl.endsWith(`//${host}`) || !/^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host))
    return policy
  const allowed = `${appUrl}/_next/static/`
  return policy.replace(allowed, `${allowed} ${host}/_next/static/`)
}

/** @param {PolicySettings} settings @param {string[]} sources @param {readonly string[]} [frames] */
function policyOf({ appUrl, isDevelopment }, sources, frames = []) {
  const scripts = isDevelopment
    ? ["'self'", "'unsafe-eval'", ...sources]
    : [`${appUrl}/_next/static/`, ...sources]
  return [
    "default-src 'self'",
    `script-src ${scripts.join(' ')}`,
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    ...(frames.length > 0 ? [`frame-src 'self' ${frames.join(' ')}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi
const DATA_TYPE = /\btype="(?:application\/(?:ld\+)?json|text\/plain)"/i

/**
 * Only scripts of the shapes that Next and React write are hashed. Whatever else stands in a page, by a fault of ours
 * or somebody's injection, must not be blessed by hashing it.
 *
 * @param {string} html
 */
function inlineScripts(html) {
  /** @type {string[]} */
  const hashes = []
  /** @type {string[]} */
  const strangers = []
  for (const [, attributes = '', text = ''] of html.matchAll(SCRIPT)) {
    if (text === '' || /\bsrc=/.test(attributes) || DATA_TYPE.test(attributes)) continue
    if (isNextScript(text)) hashes.push(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    else strangers.push(text.slice(0, 120))
  }
  return { hashes: [...new Set(hashes)], strangers }
}
