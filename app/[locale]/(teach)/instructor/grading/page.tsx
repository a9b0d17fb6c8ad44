import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { QueueTable } from '@/components/assignments/queue-table'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Pagination } from '@/components/ui/pagination'
import { APPLICANTS_PLACE } from '@/lib/accounts/constants'
import { listQueue } from '@/lib/assignments/queries/queue'
import { QueueQuery } from '@/lib/assignments/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const HERE = '/instructor/grading'

export default async function QueuePage({ searchParams }: Props) {
  const { view, cursor } = await searchParams
  const { member, query, page } = await pageData(async () => {
    const member = requireMember(await getViewer())
    const query = parseInput(QueueQuery, { view: view || undefined, cursor: cursor || undefined })
    return { member, query, page: await listQueue(member, query) }
  }, APPLICANTS_PLACE)
  const [t, paging] = await Promise.all([
    getTranslations('assignments.queue'),
    getTranslations('common.paging'),
  ])
  const here = query.view === 'waiting' ? `${HERE}?` : `${HERE}?view=${query.view}&`
  return (
    <Container className="pb-16">
      <PageHeader title={t('title')} lead={t('lead')} />
      <QueueTable
        entries={page.items}
        view={query.view}
        timeZone={member.timeZone}
        here={HERE}
        isAcrossCourses
      />
      <Pagination
        label={paging('label')}
        first={query.cursor ? { href: here.slice(0, -1), label: paging('first') } : null}
        next={page.nextCursor ? { href: `${here}cursor=${page.nextCursor}`, label: t('more') } : null}
      />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assignments.queue')
  return { title: t('title') }
}
