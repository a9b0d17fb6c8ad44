import { hasLocale } from 'next-intl'
import { getRequestConfig } from 'next-intl/server'
import { locale as rootLocale } from 'next/root-params'
import { messagesOf } from './messages'
import { routing, type Locale } from './routing'

/**
 * The locale of a page is its root parameter: no header is read, so kept pages stay kept. Server actions, route
 * handlers and jobs have no root parameter and name the locale they want: `getTranslations({ locale, namespace })`.
 */
export default getRequestConfig(async ({ locale: named }) => {
  const wanted = named ?? (await localeOfPage())
  const locale: Locale = hasLocale(routing.locales, wanted) ? wanted : routing.defaultLocale
  return { locale, messages: messagesOf[locale], timeZone: 'UTC' }
})

async function localeOfPage(): Promise<string | undefined> {
  try {
    return await rootLocale()
  } catch {
    return undefined
  }
}
