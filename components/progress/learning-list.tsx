import { useTranslations } from '@/i18n/texts'
import { EmptyState } from '@/components/layout/empty-state'
import { Section } from '@/components/layout/section'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import { TextLink } from '@/components/ui/text-link'
import { LEARNING_VIEWS } from '@/lib/progress/constants'
import type { Dashboard } from '@/lib/progress/dto'
import { dashboardAddress, type DashboardQuery } from '@/lib/progress/schema'
import { LearningCard } from './learning-card'
import { LearningSearch } from './learning-search'

interface LearningListProps {
  learning: Dashboard['learning']
  query: DashboardQuery
  timeZone: string
}

/** The courses the viewer learns: all, those in progress or completed, by title and order, page by page. */
export function LearningList({ learning, query, timeZone }: LearningListProps) {
  const t = useTranslations('progress.courses')
  const paging = useTranslations('common.paging')
  const dashboard = useTranslations('progress.dashboard')
  const { items, nextCursor } = learning
  const show = query.show ?? 'all'
  const isLong = nextCursor !== null || query.cursor !== undefined || query.q !== undefined
  return (
    <Section
      id="courses"
      title={query.q === undefined ? t('title') : t('found', { words: query.q })}
      action={<TextLink href="/courses">{dashboard('find')}</TextLink>}
    >
      <Tabs
        label={t('views')}
        tabs={LEARNING_VIEWS.map((view) => ({
          href: dashboardAddress(query, { show: view === 'all' ? undefined : view }),
          label: t(view),
          isCurrent: view === show,
        }))}
        className="mb-5"
      />
      {isLong ? <LearningSearch query={query} /> : null}
      {items.length === 0 ? (
        <NoCourse query={query} />
      ) : (
        <ul className="grid gap-4 md:grid-cols-2">
          {items.map((card) => (
            <li key={card.enrollmentId} className="min-w-0">
              <LearningCard card={card} timeZone={timeZone} />
            </li>
          ))}
        </ul>
      )}
      <Pagination
        label={paging('label')}
        first={query.cursor === undefined ? null : { href: dashboardAddress(query), label: paging('first') }}
        next={
          nextCursor === null
            ? null
            : { href: dashboardAddress(query, { cursor: nextCursor }), label: t('more') }
        }
      />
    </Section>
  )
}

/** Nothing in this view of courses that are there. */
function NoCourse({ query }: { query: DashboardQuery }) {
  const t = useTranslations('progress.courses')
  const kind =
    query.q !== undefined ? 'noneFound' : query.show === 'completed' ? 'noneCompleted' : 'noneActive'
  return (
    <EmptyState
      icon={query.q === undefined ? 'book-open' : 'search'}
      title={t(kind)}
      action={
        query.q === undefined ? null : (
          <LinkButton href={dashboardAddress(query, { q: undefined })} prefetch={false}>
            {t('clear')}
          </LinkButton>
        )
      }
    >
      {t(`${kind}Text`)}
    </EmptyState>
  )
}
