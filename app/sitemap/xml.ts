import { routing } from '@/i18n/routing'
import { env } from '@/lib/platform/env'

/** Sitemaps may hold ten times as many; smaller ones are read while they are being written. */
export const ADDRESSES_PER_SITEMAP = 5000

const XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
const AN_HOUR = 'public, max-age=3600'

export interface Address {
  path: string
  changedAt?: Date
}

export function sitemapIndex(names: readonly string[]): string {
  const entries = names.map((name) => `<sitemap><loc>${absolute(`/sitemap/${name}.xml`)}</loc></sitemap>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex ${XMLNS}>${entries.join('\n')}</sitemapindex>\n`
}

export function sitemap(addresses: readonly Address[]): string {
  const entries = addresses.map(({ path, changedAt }) => {
    const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : ''
    return `<url><loc>${absolute(path)}</loc>${changed}${alternates(path)}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${XMLNS}>${entries.join('\n')}</urlset>\n`
}

export function xmlResponse(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': AN_HOUR },
  })
}

/** The same page in the other languages; nothing while there is one. */
function alternates(path: string): string {
  if (routing.locales.length < 2) return ''
  return routing.locales
    .map((locale) => {
      const prefix = locale === routing.defaultLocale ? '' : `/${locale}`
      return `<xhtml:link rel="alternate" hreflang="${locale}" href="${absolute(prefix + path)}"/>`
    })
    .join('')
}

function absolute(path: string): string {
  return (env().APP_URL + (path === '/' ? '' : encodeURI(path)))
    .replaceAll('&', '&amp;')
    .replaceAll("'", '&apos;')
}
