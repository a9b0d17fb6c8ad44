import type { Metadata } from 'next'
import { cache } from 'react'
import { getTranslations } from '@/i18n/texts'
import { AnnouncementHead } from '@/components/announcements/announcement-head'
import { Markdown } from '@/components/editor/markdown'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { listAnnouncements } from '@/lib/announcements/queries'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getCourseHome } from '@/lib/progress/queries/learning'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function CourseAnnouncementsPage({ params, searchParams }: Props) {
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { timeZone, course, page } = await readPage((await params).slug, place)
  const [t, words, paging] = await Promise.all([
    getTranslations('announcements.home'),
    getTranslations('announcements'),
    getTranslations('common.paging'),
  ])
  const here = `/learn/${course.slug}/announcements`
  return (
    <Container width="list" className="pb-16">
      <PageHeader
        above={
          <TextLink href={`/learn/${course.slug}`} prefetch={false} className="text-sm">
            {course.title}
          </TextLink>
        }
        title={t('pageTitle')}
        lead={t('lead')}
      />
      {page.items.length === 0 ? (
        <EmptyState icon="bell" title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-5">
          {page.items.map((announcement) => (
            <li key={announcement.id} id={`a-${announcement.id}`} className="scroll-mt-20">
              <Card>
                <AnnouncementHead announcement={announcement} timeZone={timeZone} />
                <Markdown source={announcement.body} isPart className="mt-4" />
              </Card>
            </li>
          ))}
        </ul>
      )}
      <Pagination
        label={paging('label')}
        first={place === undefined ? null : { href: here, label: paging('first') }}
        next={page.nextCursor ? { href: `${here}?cursor=${page.nextCursor}`, label: words('older') } : null}
      />
    </Container>
  )
}

/** Read once for the page and its metadata. */
const readPage = cache((slug: string, cursor: string | undefined) =>
  pageData(
    async () => {
      const viewer = requireMember(await getViewer())
      const { course } = await getCourseHome(viewer, { slug })
      const page = await listAnnouncements(viewer, { courseId: course.id, cursor })
      return { timeZone: viewer.timeZone, course, page }
    },
    { [ENROLLMENT_REASONS.required]: `/courses/${slug}` },
  ),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { course } = await readPage((await params).slug, place)
  const t = await getTranslations('announcements.home')
  return { title: t('metaTitle', { title: course.title }) }
}
