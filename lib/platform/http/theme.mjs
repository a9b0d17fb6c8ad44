/**
 * The person's theme stands in a cookie and goes onto <html> on the way out, so that a kept page, the same for
 * everybody, still arrives in the right colours: no script, no flash, no second request.
 *
 * @param {string | undefined} cookies
 * @returns {'' | 'light' | 'dark'}
 */
export function themeOf(cookies) {
  const theme = cookies === undefined ? undefined : /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookies)?.[1]
  return /** @type {'' | 'light' | 'dark'} */ (theme ?? '')
}

/** @param {string} html the document, or its beginning @param {'' | 'light' | 'dark'} theme */
export function withTheme(html, theme) {
  return theme === '' ? html : html.replace('<html ', `<html data-theme="${theme}" `)
}

/** Two bodies, two tags. @param {string} etag @param {'' | 'light' | 'dark'} theme */
export function themedTag(etag, theme) {
  return theme === '' ? etag : etag.replace(/"$/, `-${theme}"`)
}
