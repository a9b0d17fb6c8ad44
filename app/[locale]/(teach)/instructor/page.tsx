import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { OwnCourseList } from '@/components/teaching/own-course-list'
import { WaitingList } from '@/components/teaching/waiting-list'
import { LinkButton } from '@/components/ui/link-button'
import { countWaitingWork } from '@/lib/assignments/queries/queue'
import { listAuthoredCourses } from '@/lib/courses/queries/own-courses'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

const RECENT = 6

export default async function TeachingPage() {
  const { member, courses, toGrade } = await pageData(async () => {
    const member = requireMember(await getViewer())
    const [courses, toGrade] = await Promise.all([listAuthoredCourses(member), countWaitingWork(member)])
    return { member, courses, toGrade }
  })
  const t = await getTranslations('teaching.overview')
  return (
    <Container className="pb-16">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <LinkButton href="/instructor/courses/new" variant="primary">
            {t('new')}
          </LinkButton>
        }
      />
      <Section title={t('waits')}>
        <WaitingList courses={courses} toGrade={toGrade} />
      </Section>
      <Section
        title={t('recent')}
        action={
          courses.length > RECENT ? (
            <LinkButton href="/instructor/courses" size="sm">
              {t('all')}
            </LinkButton>
          ) : null
        }
      >
        <OwnCourseList courses={courses.slice(0, RECENT)} timeZone={member.timeZone} />
      </Section>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teaching.overview'))('title') }
}
