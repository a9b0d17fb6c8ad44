import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { OwnCourseList } from '@/components/teaching/own-course-list'
import { LinkButton } from '@/components/ui/link-button'
import { APPLICANTS_PLACE } from '@/lib/accounts/constants'
import { listAuthoredCourses } from '@/lib/courses/queries/own-courses'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

export default async function OwnCoursesPage() {
  const { member, courses } = await pageData(async () => {
    const member = requireMember(await getViewer())
    return { member, courses: await listAuthoredCourses(member) }
  }, APPLICANTS_PLACE)
  const [t, archives, overview] = await Promise.all([
    getTranslations('teaching.list'),
    getTranslations('archives'),
    getTranslations('teaching.overview'),
  ])
  return (
    <Container className="pb-16">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <LinkButton href="/instructor/courses/import">{archives('link')}</LinkButton>
            <LinkButton href="/instructor/courses/new" variant="primary">
              {overview('new')}
            </LinkButton>
          </>
        }
      />
      <OwnCourseList courses={courses} timeZone={member.timeZone} />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teaching.list'))('title') }
}
