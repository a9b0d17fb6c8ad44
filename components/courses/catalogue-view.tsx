import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { Drawer } from '@/components/ui/drawer'
import { DrawerButton } from '@/components/ui/drawer-button'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import type { CategoryShelf, CourseCard } from '@/lib/courses/dto'
import { catalogueAddress, type CatalogueQuery } from '@/lib/courses/schema'
import { ActiveFilters } from './active-filters'
import { CatalogueFilters } from './catalogue-filters'
import { CourseGrid } from './course-grid'

interface CatalogueViewProps {
  title: string
  lead?: string
  above?: ReactNode
  query: CatalogueQuery
  catalogue: {
    page: { items: CourseCard[]; nextCursor: string | null }
    total: { count: number; isExact: boolean }
    categories: CategoryShelf[]
  }
}

const FILTERS_ID = 'filters'

/** The catalogue as a whole, a shelf of it, or what a search found. */
export async function CatalogueView({ title, lead, above, query, catalogue }: CatalogueViewProps) {
  const [t, actions, paging, locale] = await Promise.all([
    getTranslations('courses.catalogue'),
    getTranslations('common.actions'),
    getTranslations('common.paging'),
    getLocale(),
  ])
  const { page, total, categories } = catalogue
  const isNarrowed = Object.keys(query).some((name) => !['category', 'cursor', 'sort'].includes(name))
  const count = new Intl.NumberFormat(locale).format(total.count)
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
          <CatalogueFilters query={query} categories={categories} />
        </Drawer>
        <div className="min-w-0">
          <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
            <DrawerButton drawer={FILTERS_ID} variant="secondary" className="lg:hidden">
              <Icon name="list-filter" size="sm" />
              {t('filters')}
            </DrawerButton>
            <p role="status" className="text-sm text-muted">
              {total.isExact ? t('count', { count: total.count }) : t('countMore', { count })}
            </p>
            <ActiveFilters query={query} categories={categories} />
          </div>
          {page.items.length > 0 ? (
            <CourseGrid courses={page.items} heading="h2" isFirst label={t('list')} />
          ) : (
            <EmptyState
              icon="search"
              title={isNarrowed ? t('empty') : t('emptyShelf')}
              action={<LinkButton href="/courses">{t('emptyAction')}</LinkButton>}
            >
              {isNarrowed ? t('emptyText') : t('emptyShelfText')}
            </EmptyState>
          )}
          <Pagination
            label={paging('label')}
            first={
              query.cursor === undefined ? null : { href: catalogueAddress(query), label: paging('first') }
            }
            next={
              page.nextCursor === null
                ? null
                : { href: catalogueAddress(query, { cursor: page.nextCursor }), label: t('more') }
            }
          />
        </div>
      </div>
    </Container>
  )
}
