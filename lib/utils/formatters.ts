import { kept } from './kept'

/** More than every format of a page in its zones; a zone whose formatter was dropped gets a new one. */
const MOST_KEPT = 256
const asText = (locale: string, options?: object) => `${locale} ${JSON.stringify(options)}`

/**
 * `Intl.DateTimeFormat`, made once for a locale and its options: making one costs as much as some hundred dates put into
 * words, and a page may hold a year of days.
 */
export const dateFormat = kept(
  MOST_KEPT,
  asText,
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

/** `Intl.NumberFormat`, made once for a locale and its options. */
export const numberFormat = kept(
  MOST_KEPT,
  asText,
  (locale: string, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)

/** `Intl.DisplayNames`, made once for a locale and what it names; a code nobody knows is answered with itself. */
export const displayNames = kept(
  MOST_KEPT,
  (locale: string, type: 'language' | 'region') => `${locale} ${type}`,
  (locale, type) => new Intl.DisplayNames([locale], { type, fallback: 'code' }),
)
