import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { ContinueCard } from '@/components/progress/continue-card'
import { LearningCard } from '@/components/progress/learning-card'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getDashboard } from '@/lib/progress/queries/dashboard'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function DashboardPage({ searchParams }: Props) {
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { member, dashboard } = await pageData(async () => {
    const viewer = await getViewer()
    return { member: requireMember(viewer), dashboard: await getDashboard(viewer, { cursor: place }) }
  })
  const [t, paging] = await Promise.all([
    getTranslations('learning.dashboard'),
    getTranslations('common.paging'),
  ])
  const { continuation, learning } = dashboard
  return (
    <Container className="pb-16">
      <PageHeader title={t('title')} lead={t('welcome', { name: member.fullName })} />
      {learning.items.length === 0 ? (
        <EmptyState
          icon="book-open"
          title={t('empty')}
          action={
            <LinkButton href="/courses" variant="primary">
              {t('emptyAction')}
            </LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : null}
      {continuation ? <ContinueCard continuation={continuation} /> : null}
      {learning.items.length > 0 ? (
        <Section title={t('courses')} action={<TextLink href="/courses">{t('find')}</TextLink>}>
          <ul className="grid gap-4 md:grid-cols-2">
            {learning.items.map((card) => (
              <li key={card.enrollmentId} className="min-w-0">
                <LearningCard card={card} timeZone={member.timeZone} />
              </li>
            ))}
          </ul>
          <Pagination
            label={paging('label')}
            first={place === undefined ? null : { href: '/dashboard', label: paging('first') }}
            next={
              learning.nextCursor === null
                ? null
                : { href: `/dashboard?cursor=${learning.nextCursor}`, label: t('more') }
            }
          />
        </Section>
      ) : null}
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('learning.dashboard')
  return { title: t('title') }
}
