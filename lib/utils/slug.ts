/** What stands in addresses: lower-case ASCII words joined by single hyphens. */
export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** The slug of a title, at most `maxLength` long; empty when the title has no Latin letter or digit to offer. */
export function slugOf(title: string, maxLength = 80): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .match(/[a-z0-9]+/g)
  let slug = ''
  for (const word of words ?? []) {
    const longer = slug === '' ? word : `${slug}-${word}`
    if (longer.length > maxLength) break
    slug = longer
  }
  return slug === '' ? (words?.[0] ?? '').slice(0, maxLength) : slug
}
