import { getLocale, getTranslations } from '@/i18n/texts'
import type { CategoryShelf } from '@/lib/courses/dto'
import type { FilterName } from '@/lib/courses/constants'
import { languageName } from '@/lib/utils/display-names'

/** How each value of a filter is called. What no longer exists is called by its value. */
export async function filterLabels(
  categories: readonly CategoryShelf[],
): Promise<Record<FilterName, (value: string) => string>> {
  const [levels, prices, ratings, durations, runs, locale] = await Promise.all([
    getTranslations('courses.levels'),
    getTranslations('courses.prices'),
    getTranslations('courses.ratings'),
    getTranslations('courses.durations'),
    getTranslations('courses.runs'),
    getLocale(),
  ])
  return {
    category: (value) => categories.find(({ slug }) => slug === value)?.name ?? value,
    tag: (value) => value,
    level: (value) => levels(value as Parameters<typeof levels>[0]),
    language: (value) => languageName(value, locale),
    price: (value) => prices(value as Parameters<typeof prices>[0]),
    rating: (value) => ratings(value as Parameters<typeof ratings>[0]),
    duration: (value) => durations(value as Parameters<typeof durations>[0]),
    run: (value) => runs(value as Parameters<typeof runs>[0]),
  }
}
