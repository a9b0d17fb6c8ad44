import { useLocale, useTranslations } from '@/i18n/texts'
import { EmptyState } from '@/components/layout/empty-state'
import { Section } from '@/components/layout/section'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { EXACT_COUNT_LIMIT } from '@/lib/courses/constants'
import type { Suggestions } from '@/lib/courses/catalogue-dto'
import type { CategoryShelf } from '@/lib/courses/dto'
import { catalogueAddress, type CatalogueQuery } from '@/lib/courses/schema'
import { CourseGrid } from './course-grid'
import { useFilterLabels } from './filter-labels'

interface NoCoursesProps {
  query: CatalogueQuery
  suggestions: Suggestions
  categories: readonly CategoryShelf[]
}

/** Nothing fits: which filter to leave out, which word may have been meant, and what others are learning. */
export function NoCourses({ query, suggestions, categories }: NoCoursesProps) {
  const t = useTranslations('courses.catalogue')
  const { similar, waysOut, popular } = suggestions
  const isShelf = Object.entries(query).every(([name, value]) => name === 'category' || value === undefined)
  return (
    <>
      <EmptyState
        icon="search"
        title={isShelf ? t('emptyShelf') : t('empty')}
        action={<LinkButton href="/courses">{t('emptyAction')}</LinkButton>}
      >
        {similar === null && waysOut.length === 0 ? (
          <p>{isShelf ? t('emptyShelfText') : t('emptyOtherWord')}</p>
        ) : (
          <ul aria-label={t('emptyText')} className="mt-2 flex flex-col items-center gap-1">
            {similar === null ? null : (
              <li>
                <TextLink
                  href={catalogueAddress(similar.query)}
                  prefetch={false}
                  className="inline-flex min-h-11 items-center pointer-fine:min-h-8"
                >
                  {t('similar', { words: similar.words })}
                </TextLink>
              </li>
            )}
            {waysOut.map((way) => (
              <WayOut key={catalogueAddress(way.query)} way={way} query={query} categories={categories} />
            ))}
          </ul>
        )}
      </EmptyState>
      {popular.length > 0 && !isShelf ? (
        <Section title={t('orPopular')} className="pt-10">
          <CourseGrid courses={popular} />
        </Section>
      ) : null}
    </>
  )
}

interface WayOutProps {
  way: Suggestions['waysOut'][number]
  query: CatalogueQuery
  categories: readonly CategoryShelf[]
}

function WayOut({ way: { query: wider, without, count }, query, categories }: WayOutProps) {
  const t = useTranslations('courses.catalogue')
  const labels = useFilterLabels(categories)
  const locale = useLocale()
  const name =
    'word' in without
      ? without.word
      : new Intl.ListFormat(locale, { type: 'disjunction' }).format(
          [query[without.filter] ?? []].flat().map((value) => labels[without.filter](value)),
        )
  return (
    <li>
      <TextLink
        href={catalogueAddress(wider)}
        prefetch={false}
        className="inline-flex min-h-11 items-center pointer-fine:min-h-8"
      >
        {count > EXACT_COUNT_LIMIT
          ? t('withoutFilterMore', { name, count: new Intl.NumberFormat(locale).format(EXACT_COUNT_LIMIT) })
          : t('withoutFilter', { name, count })}
      </TextLink>
    </li>
  )
}
