import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { ChangeAnnouncementForm } from '@/components/announcements/announcement-form'
import { CourseFrame } from '@/components/teaching/course-frame'
import { TextLink } from '@/components/ui/text-link'
import { getSentAnnouncement } from '@/lib/announcements/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string; announcementId: string }> }

export default async function ChangeAnnouncementPage({ params }: Props) {
  const { id, announcementId } = await params
  const { course, announcement } = await pageData(async () =>
    getSentAnnouncement(requireMember(await getViewer()), { courseId: id, announcementId }),
  )
  const [t, list] = await Promise.all([
    getTranslations('announcements.form'),
    getTranslations('announcements'),
  ])
  return (
    <CourseFrame
      course={course}
      width="list"
      title={t('changeTitle')}
      above={
        <TextLink href={`/instructor/courses/${course.id}/announcements`} prefetch={false}>
          {list('title')}
        </TextLink>
      }
    >
      <ChangeAnnouncementForm announcement={announcement} />
    </CourseFrame>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('announcements.form')
  return { title: t('changeTitle') }
}
