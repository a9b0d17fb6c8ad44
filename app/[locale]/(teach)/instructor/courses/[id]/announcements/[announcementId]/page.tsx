import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { ChangeAnnouncementForm } from '@/components/announcements/announcement-form'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
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
    <Container width="list" className="pb-16">
      <PageHeader
        above={
          <TextLink
            href={`/instructor/courses/${course.id}/announcements`}
            prefetch={false}
            className="text-sm"
          >
            {list('title')}
          </TextLink>
        }
        title={t('changeTitle')}
        lead={course.title}
      />
      <ChangeAnnouncementForm announcement={announcement} />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('announcements.form')
  return { title: t('changeTitle') }
}
