import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { NewAnnouncementForm } from '@/components/announcements/announcement-form'
import { CourseFrame } from '@/components/teaching/course-frame'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { getNewAnnouncement } from '@/lib/announcements/queries'
import { readAudienceAddress } from '@/lib/announcements/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function NewAnnouncementPage({ params, searchParams }: Props) {
  const [{ id }, address] = await Promise.all([params, searchParams])
  const { course, announcementId, to } = await pageData(async () => {
    const viewer = requireMember(await getViewer())
    return getNewAnnouncement(viewer, { courseId: id, to: readAudienceAddress(address) })
  })
  const [t, list] = await Promise.all([
    getTranslations('announcements.form'),
    getTranslations('announcements'),
  ])
  return (
    <CourseFrame
      course={course}
      width="list"
      title={t('newTitle')}
      above={
        <TextLink href={`/instructor/courses/${course.id}/announcements`} prefetch={false}>
          {list('title')}
        </TextLink>
      }
    >
      {course.can.announce ? (
        <NewAnnouncementForm courseId={course.id} announcementId={announcementId} to={to} />
      ) : (
        <Notice tone="warning" title={t('unverifiedTitle')}>
          {t.rich('unverified', {
            link: (words) => (
              <TextLink href="/verify-email" prefetch={false}>
                {words}
              </TextLink>
            ),
          })}
        </Notice>
      )}
    </CourseFrame>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('announcements.form')
  return { title: t('newTitle') }
}
