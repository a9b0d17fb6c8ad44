import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { InstructorCard } from '@/components/people/instructor-card'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { listInstructors } from '@/lib/people/queries'
import { InstructorsQuery } from '@/lib/people/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'
import { parseInput } from '@/lib/platform/forms/parse'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function InstructorsPage({ searchParams }: Props) {
  const given = await searchParams
  const instructors = await pageData(async () =>
    listInstructors(await getViewer(), parseInput(InstructorsQuery, { cursor: given['cursor'] })),
  )
  const [t, paging] = await Promise.all([
    getTranslations('people.instructors'),
    getTranslations('common.paging'),
  ])
  return (
    <Container>
      <PageHeader title={t('title')} lead={t('lead')} />
      {instructors.items.length === 0 ? (
        <EmptyState
          icon="users"
          title={t('empty')}
          action={<LinkButton href="/register">{t('emptyAction')}</LinkButton>}
        >
          {t('emptyText')}
        </EmptyState>
      ) : null}
      <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {instructors.items.map((instructor) => (
          <li key={instructor.username}>
            <InstructorCard instructor={instructor} />
          </li>
        ))}
      </ul>
      <Pagination
        label={paging('label')}
        first={given['cursor'] ? { href: '/instructors', label: paging('first') } : null}
        next={
          instructors.nextCursor === null
            ? null
            : { href: `/instructors?cursor=${instructors.nextCursor}`, label: t('more') }
        }
      />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.instructors')
  return { title: t('title'), description: t('description'), alternates: { canonical: '/instructors' } }
}
