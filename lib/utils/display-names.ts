import { displayNames } from './formatters'

/** A language's name in the reader's language; the code itself where nobody knows it. */
export function languageName(code: string, locale: string): string {
  return nameOf('language', code, locale)
}

/** A country's name in the reader's language; the code itself where nobody knows it. */
export function countryName(code: string, locale: string): string {
  return nameOf('region', code, locale)
}

function nameOf(type: 'language' | 'region', code: string, locale: string): string {
  return displayNames(locale, type).of(code) ?? code
}
