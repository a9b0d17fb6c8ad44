import { useLocale as askForLocale } from 'next-intl'
import { getLocale as findLocale } from 'next-intl/server'
import { cache } from 'react'
import type { Locale } from './routing'

/** Of one request; elsewhere nothing is known. */
const known = cache((): { locale: Locale | null } => ({ locale: null }))

/** The locale of the page. */
export async function getLocale(): Promise<Locale> {
  const locale = await findLocale()
  known().locale = locale
  return locale
}

/**
 * The same at once; the browser's side stands in locale.client.ts, and package.json (`#locale`) chooses. The first who asks
 * lets next-intl find out, which makes a component wait; that is nobody on a page that awaited any of its words.
 */
export function useLocale(): Locale {
  return known().locale ?? askForLocale()
}
