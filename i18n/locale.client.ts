import { useParams } from 'next/navigation'
import { routing, type Locale } from './routing'

/**
 * The locale of the page, from its address. Not from next-intl, whose side for the browser would bring 10 kB along: texts
 * reach islands as props.
 */
export function useLocale(): Locale {
  // Outside of a page, in a test, there are none.
  const params: { locale?: string } | null = useParams<{ locale?: string }>()
  return routing.locales.find((locale) => locale === params?.locale) ?? routing.defaultLocale
}
