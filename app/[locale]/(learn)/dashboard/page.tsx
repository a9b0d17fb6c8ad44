import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { ActivityYear } from '@/components/progress/activity-year'
import { CertificateShelf } from '@/components/progress/certificate-shelf'
import { ContinueCard } from '@/components/progress/continue-card'
import { CourseNews } from '@/components/progress/course-news'
import { LearningList } from '@/components/progress/learning-list'
import { LinkButton } from '@/components/ui/link-button'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getDashboard } from '@/lib/progress/queries/dashboard'
import { readDashboardAddress } from '@/lib/progress/schema'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function DashboardPage({ searchParams }: Props) {
  const query = readDashboardAddress(await searchParams)
  const { member, dashboard } = await pageData(async () => {
    const viewer = await getViewer()
    return { member: requireMember(viewer), dashboard: await getDashboard(viewer, query) }
  })
  const t = await getTranslations('progress.dashboard')
  const { learning, overview } = dashboard
  const isFirstVisit = overview !== null && overview.isBeginner
  return (
    <Container className="pb-16">
      <PageHeader title={t('title')} lead={t('welcome', { name: member.fullName })} />
      {isFirstVisit ? (
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
      {overview?.continuation ? <ContinueCard continuation={overview.continuation} /> : null}
      {overview ? <CourseNews news={overview.news} /> : null}
      {isFirstVisit ? null : <LearningList learning={learning} query={query} timeZone={member.timeZone} />}
      {overview && overview.activity.days.length > 0 ? <ActivityYear activity={overview.activity} /> : null}
      {overview ? <CertificateShelf certificates={overview.certificates} timeZone={member.timeZone} /> : null}
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('progress.dashboard')
  return { title: t('title') }
}
