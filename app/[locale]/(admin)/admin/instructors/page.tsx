import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { ApplicationList } from '@/components/accounts/application-list'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import { APPLICATION_STATUSES } from '@/lib/accounts/constants'
import { listApplications } from '@/lib/accounts/queries'
import { ApplicationsPage } from '@/lib/accounts/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function InstructorApplicationsPage({ searchParams }: Props) {
  const { status, cursor } = await searchParams
  const { viewer, query, page } = await pageData(async () => {
    const viewer = requireAdmin(await getViewer())
    const query = parseInput(ApplicationsPage, { status, cursor })
    return { viewer, query, page: await listApplications(viewer, query) }
  })
  const [t, paging] = await Promise.all([
    getTranslations('admin.applications'),
    getTranslations('common.paging'),
  ])
  const address = `/admin/instructors?status=${query.status}`
  const tabs = APPLICATION_STATUSES.map((one) => ({
    href: `/admin/instructors?status=${one}`,
    label: t(one),
    isCurrent: one === query.status,
  }))
  return (
    <Container className="pb-12">
      <PageHeader title={t('title')} lead={t('lead')} />
      <Tabs label={t('tabs')} tabs={tabs} className="mb-6" />
      <ApplicationList applications={page.items} status={query.status} timeZone={viewer.timeZone} />
      <Pagination
        label={paging('label')}
        first={cursor ? { href: address, label: paging('first') } : null}
        next={page.nextCursor ? { href: `${address}&cursor=${page.nextCursor}`, label: t('more') } : null}
      />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.applications')
  return { title: t('title') }
}
