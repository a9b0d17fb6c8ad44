/**
 * What of a person's cookies shows in a document that is the same for everybody: the theme, and that somebody is signed
 * in. It goes onto <html> on the way out, where CSS reads it: a kept page arrives in the right colours and never offers
 * "Sign in" to somebody who is. No script, no flash, no second request.
 *
 * @typedef {{ attributes: string, suffix: string }} Marks  suffix: of the ETag, since each is another document
 */

const THEME = /(?:^|;\s*)theme=(light|dark)(?:;|$)/
const SESSION = /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token=./
/** @type {Marks} */
const NONE = { attributes: '', suffix: '' }

/** @param {string | undefined} cookies @returns {Marks} */
export function marksOf(cookies) {
  if (cookies === undefined) return NONE
  const theme = THEME.exec(cookies)?.[1]
  const isSignedIn = SESSION.test(cookies)
  if (theme === undefined && !isSignedIn) return NONE
  return {
    attributes: (theme ? ` data-theme="${theme}"` : '') + (isSignedIn ? ' data-signed-in=""' : ''),
    suffix: `-${theme?.[0] ?? ''}${isSignedIn ? 's' : ''}`,
  }
}

/** @param {string} html the document, or its beginning @param {Marks} marks */
export function withMarks(html, { attributes }) {
  return attributes === '' ? html : html.replace('<html', `<html${attributes}`)
}

/** @param {string} etag @param {Marks} marks */
export function markedTag(etag, { suffix }) {
  return etag.replace(/"$/, `${suffix}"`)
}
