import { useLocale, useTranslations } from '@/i18n/texts'
import type { CategoryShelf } from '@/lib/courses/dto'
import type { FilterName } from '@/lib/courses/constants'
import { languageName } from '@/lib/utils/display-names'

/** How each value of a filter is called. What no longer exists is called by its value. */
export function useFilterLabels(
  categories: readonly CategoryShelf[],
): Record<FilterName, (value: string) => string> {
  const levels = useTranslations('courses.levels')
  const prices = useTranslations('courses.prices')
  const ratings = useTranslations('courses.ratings')
  const durations = useTranslations('courses.durations')
  const runs = useTranslations('courses.runs')
  const locale = useLocale()
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
