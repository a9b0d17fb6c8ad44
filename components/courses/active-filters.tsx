import { getLocale, getTranslations } from 'next-intl/server'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import { Link } from '@/i18n/navigation'
import type { CategoryShelf } from '@/lib/courses/dto'
import { catalogueAddress, type CatalogueQuery } from '@/lib/courses/schema'
import { languageName } from '@/lib/utils/display-names'

interface ActiveFiltersProps {
  query: CatalogueQuery
  categories: readonly CategoryShelf[]
}

/** What the list is narrowed by, each to be taken away by a click. */
export async function ActiveFilters({ query, categories }: ActiveFiltersProps) {
  const [t, levels, prices, locale] = await Promise.all([
    getTranslations('courses.catalogue'),
    getTranslations('courses.levels'),
    getTranslations('courses.prices'),
    getLocale(),
  ])
  const named: [keyof CatalogueQuery, string | undefined][] = [
    ['q', query.q && t('wordsChip', { words: query.q })],
    [
      'category',
      query.category && (categories.find(({ slug }) => slug === query.category)?.name ?? query.category),
    ],
    ['level', query.level && levels(query.level)],
    ['language', query.language && languageName(query.language, locale)],
    ['price', query.price && prices(query.price)],
  ]
  const chosen = named.flatMap(([name, label]) => (label ? [{ name, label }] : []))
  if (chosen.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ul aria-label={t('active')} className="flex flex-wrap gap-2">
        {chosen.map(({ name, label }) => (
          <li key={name}>
            <Link
              href={catalogueAddress(query, { [name]: undefined })}
              prefetch={false}
              aria-label={t('remove', { name: label })}
              className="inline-flex min-h-11 items-center gap-1.5 rounded-full bg-accent-soft px-3 text-sm font-medium text-accent transition-colors hover:bg-sunken pointer-fine:min-h-8"
            >
              <span className="max-w-48 truncate">{label}</span>
              <Icon name="x" size="sm" />
            </Link>
          </li>
        ))}
      </ul>
      {chosen.length > 1 ? (
        <TextLink href="/courses" className="text-sm">
          {t('clear')}
        </TextLink>
      ) : null}
    </div>
  )
}
