/**
 * Where to go after signing in: a path of this site or nothing. Whatever a browser could read as another origin
 * (`//host`, `/\host`, a scheme, control characters it would strip, `//` behind a locale that is cut off on the way out)
 * and the pages of signing in itself give null.
 */
export function safeNextPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > 2000) return null
  if (!next.startsWith('/') || next.includes('\\') || hasControlCharacter(next)) return null
  const url = parse(next)
  if (!url || url.origin !== ORIGIN || url.pathname.includes('//')) return null
  if (/^\/(api|_next)(\/|$)/.test(url.pathname)) return null
  if (/^(\/[a-z]{2}(-[A-Za-z]+)?)?\/(login|register|forgot-password|reset-password)\/?$/.test(url.pathname))
    return null
  return url.pathname + url.search + url.hash
}

const ORIGIN = 'https://house.invalid'

function parse(path: string): URL | null {
  try {
    return new URL(path, ORIGIN)
  } catch {
    return null
  }
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f')
}
