/** More than every format of a page in its zones; a zone whose formatter was dropped gets a new one. */
const MOST_KEPT = 256

const dates = kept((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options))
const numbers = kept((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))
const names = kept((locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames([locale], options))

/**
 * `Intl.DateTimeFormat`, made once for a locale and its options: making one costs as much as some hundred dates put into
 * words, and a page may hold a year of days.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return dates(locale, options)
}

/** `Intl.NumberFormat`, made once for a locale and its options. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return numbers(locale, options)
}

/** `Intl.DisplayNames`, made once for a locale and what it names; a code nobody knows is answered with itself. */
export function displayNames(locale: string, type: 'language' | 'region'): Intl.DisplayNames {
  return names(locale, { type, fallback: 'code' })
}

function kept<Options extends object, Formatter>(
  make: (locale: string, options: Options) => Formatter,
): (locale: string, options: Options) => Formatter {
  const made = new Map<string, Formatter>()
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`
    const formatter = made.get(key) ?? make(locale, options)
    // The one that was not used for the longest time stands first.
    made.delete(key)
    made.set(key, formatter)
    const [longestUnused] = made.keys()
    if (made.size > MOST_KEPT && longestUnused !== undefined) made.delete(longestUnused)
    return formatter
  }
}
