import { useLocale, useTranslations } from '@/i18n/texts'
import type { ReactNode } from 'react'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { SearchForm } from '@/components/layout/search-form'
import { Drawer } from '@/components/ui/drawer'
import { DrawerButton } from '@/components/ui/drawer-button'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import type { LanguageShelf, Suggestions } from '@/lib/courses/catalogue-dto'
import type { CategoryShelf, CourseCard } from '@/lib/courses/dto'
import { catalogueAddress, catalogueFields, type CatalogueQuery } from '@/lib/courses/schema'
import { numberFormat } from '@/lib/utils/formatters'
import { ActiveFilters } from './active-filters'
import { CatalogueFilters } from './catalogue-filters'
import { CourseGrid } from './course-grid'
import { NoCourses } from './no-courses'

interface CatalogueViewProps {
  title: string
  lead?: string
  above?: ReactNode
  query: CatalogueQuery
  catalogue: {
    page: { items: CourseCard[]; nextCursor: string | null }
    total: { count: number; isExact: boolean }
    categories: CategoryShelf[]
    languages: LanguageShelf[]
    suggestions: Suggestions | null
  }
}

const FILTERS_ID = 'filters'

/** The catalogue as a whole, a shelf of it, or what a search found. */
export function CatalogueView({ title, lead, above, query, catalogue }: CatalogueViewProps) {
  const t = useTranslations('courses.catalogue')
  const actions = useTranslations('common.actions')
  const { total, categories, languages } = catalogue
  return (
    <Container className="pb-16">
      <PageHeader title={title} lead={lead} above={above} />
      <div className="gap-x-10 lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Drawer id={FILTERS_ID} label={t('filters')} isStaticOnWide>
          <div className="mb-2 flex items-center justify-between lg:hidden">
            <p className="font-semibold">{t('filters')}</p>
            <DrawerButton drawer={FILTERS_ID} action="hide" size="icon" label={actions('close')}>
              <Icon name="x" />
            </DrawerButton>
          </div>
          <CatalogueFilters query={query} categories={categories} languages={languages} />
        </Drawer>
        <div className="min-w-0">
          {/* The header has none on a phone, and other words are what most want next. */}
          <SearchForm
            key={JSON.stringify(query)}
            id="page-search"
            isOfPage
            defaultValue={query.q}
            kept={catalogueFields({ ...query, q: undefined, cursor: undefined })}
            className="mb-4 md:hidden"
          />
          <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
            <DrawerButton drawer={FILTERS_ID} variant="secondary" className="lg:hidden">
              <Icon name="list-filter" size="sm" />
              {t('filters')}
            </DrawerButton>
            <Count total={total} />
            <ActiveFilters query={query} categories={categories} />
          </div>
          <Found query={query} catalogue={catalogue} />
        </div>
      </div>
    </Container>
  )
}

function Count({ total }: Pick<CatalogueViewProps['catalogue'], 'total'>) {
  const t = useTranslations('courses.catalogue')
  const locale = useLocale()
  const count = numberFormat(locale).format(total.count)
  return (
    <p role="status" className="text-sm text-muted">
      {total.isExact ? t('count', { count: total.count }) : t('countMore', { count })}
    </p>
  )
}

function Found({ query, catalogue }: Pick<CatalogueViewProps, 'query' | 'catalogue'>) {
  const t = useTranslations('courses.catalogue')
  const paging = useTranslations('common.paging')
  const { page, suggestions, categories } = catalogue
  if (suggestions !== null)
    return <NoCourses query={query} suggestions={suggestions} categories={categories} />
  return (
    <>
      {page.items.length > 0 ? (
        <CourseGrid courses={page.items} heading="h2" isFirst label={t('list')} />
      ) : (
        <EmptyState
          icon="search"
          title={t('emptyPage')}
          action={<LinkButton href={catalogueAddress(query)}>{paging('first')}</LinkButton>}
        >
          {t('emptyPageText')}
        </EmptyState>
      )}
      <Pagination
        label={paging('label')}
        first={query.cursor === undefined ? null : { href: catalogueAddress(query), label: paging('first') }}
        next={
          page.nextCursor === null
            ? null
            : { href: catalogueAddress(query, { cursor: page.nextCursor }), label: t('more') }
        }
      />
    </>
  )
}
