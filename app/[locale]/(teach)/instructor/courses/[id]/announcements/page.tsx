import type { Metadata } from 'next'
import { cache } from 'react'
import { getTranslations } from '@/i18n/texts'
import { SentAnnouncements } from '@/components/announcements/sent-announcements'
import { EmptyState } from '@/components/layout/empty-state'
import { CourseFrame } from '@/components/teaching/course-frame'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { listSentAnnouncements } from '@/lib/announcements/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AnnouncementsPage({ params, searchParams }: Props) {
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { timeZone, course, page } = await readPage((await params).id, place)
  const [t, paging] = await Promise.all([getTranslations('announcements'), getTranslations('common.paging')])
  const here = `/instructor/courses/${course.id}/announcements`
  const write = (
    <LinkButton href={`${here}/new`} prefetch={false} variant="primary">
      {t('write')}
    </LinkButton>
  )
  return (
    <CourseFrame
      course={course}
      width="list"
      title={t('title')}
      lead={t('lead', { course: course.title })}
      actions={page.items.length > 0 ? write : undefined}
    >
      {page.items.length > 0 ? (
        <SentAnnouncements course={course} announcements={page.items} timeZone={timeZone} />
      ) : (
        <EmptyState icon="send" title={t('empty')} action={write}>
          {t('emptyText')}
        </EmptyState>
      )}
      <Pagination
        label={paging('label')}
        first={place === undefined ? null : { href: here, label: paging('first') }}
        next={page.nextCursor ? { href: `${here}?cursor=${page.nextCursor}`, label: t('older') } : null}
      />
    </CourseFrame>
  )
}

/** Read once for the page and its metadata. */
const readPage = cache((courseId: string, cursor: string | undefined) =>
  pageData(async () => {
    const viewer = requireMember(await getViewer())
    return { timeZone: viewer.timeZone, ...(await listSentAnnouncements(viewer, { courseId, cursor })) }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { course } = await readPage((await params).id, place)
  const t = await getTranslations('announcements')
  return { title: `${t('title')} · ${course.title}` }
}
