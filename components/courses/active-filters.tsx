import { useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import { Link } from '@/i18n/navigation'
import { FILTER_NAMES } from '@/lib/courses/constants'
import type { CategoryShelf } from '@/lib/courses/dto'
import { catalogueAddress, withoutFilter, type CatalogueQuery } from '@/lib/courses/schema'
import { useFilterLabels } from './filter-labels'

interface ActiveFiltersProps {
  query: CatalogueQuery
  categories: readonly CategoryShelf[]
}

/** What the list is narrowed by, each value to be taken away by a click. */
export function ActiveFilters({ query, categories }: ActiveFiltersProps) {
  const t = useTranslations('courses.catalogue')
  const labels = useFilterLabels(categories)
  const words =
    query.q === undefined ? [] : [{ label: t('wordsChip', { words: query.q }), name: 'q' as const }]
  const values = FILTER_NAMES.flatMap((name) =>
    [query[name] ?? []].flat().map((value) => ({ name, value, label: labels[name](value) })),
  )
  const chips = [
    ...words.map(({ label, name }) => ({ label, href: catalogueAddress(withoutFilter(query, name)) })),
    ...values.map(({ name, value, label }) => ({
      label,
      href: catalogueAddress(withoutFilter(query, name, value)),
    })),
  ]
  if (chips.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ul aria-label={t('active')} className="flex flex-wrap gap-2">
        {chips.map(({ label, href }) => (
          <li key={href}>
            <Link
              href={href}
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
      {chips.length > 1 ? (
        <TextLink href="/courses" className="text-sm">
          {t('clear')}
        </TextLink>
      ) : null}
    </div>
  )
}
