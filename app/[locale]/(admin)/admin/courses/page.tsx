import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { AllCoursesForm } from '@/components/courses/all-courses-form'
import { AllCoursesTable } from '@/components/courses/all-courses-table'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { ReviewQueue } from '@/components/teaching/review-queue'
import { Pagination } from '@/components/ui/pagination'
import { listAllCourses } from '@/lib/courses/queries/all-courses'
import { listReviewQueue } from '@/lib/courses/queries/review'
import { allCoursesAddress, AllCoursesQuery } from '@/lib/courses/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AllCoursesPage({ searchParams }: Props) {
  const { q, status, cursor } = await searchParams
  const { viewer, query, page, waiting } = await pageData(async () => {
    const viewer = requireAdmin(await getViewer())
    const query = parseInput(AllCoursesQuery, { q: q || undefined, status: status || undefined, cursor })
    const [page, waiting] = await Promise.all([listAllCourses(viewer, query), listReviewQueue(viewer)])
    return { viewer, query, page, waiting }
  })
  const [t, paging] = await Promise.all([getTranslations('courses.all'), getTranslations('common.paging')])
  return (
    <Container className="pb-12">
      <PageHeader title={t('title')} lead={t('lead')} />
      <ReviewQueue courses={waiting.items} timeZone={viewer.timeZone} />
      <AllCoursesForm query={query} />
      {page.items.length > 0 ? (
        <AllCoursesTable courses={page.items} timeZone={viewer.timeZone} />
      ) : (
        <EmptyState icon="search" title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      )}
      <Pagination
        label={paging('label')}
        first={
          query.cursor
            ? { href: allCoursesAddress({ ...query, cursor: undefined }), label: paging('first') }
            : null
        }
        next={
          page.nextCursor
            ? { href: allCoursesAddress({ ...query, cursor: page.nextCursor }), label: t('more') }
            : null
        }
      />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('courses.all')
  return { title: t('title') }
}
