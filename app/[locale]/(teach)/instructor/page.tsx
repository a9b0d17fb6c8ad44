import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { TeachingSection } from '@/components/accounts/teaching-section'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { OwnCourseList } from '@/components/teaching/own-course-list'
import { WaitingList } from '@/components/teaching/waiting-list'
import { LinkButton } from '@/components/ui/link-button'
import { getOwnAccount } from '@/lib/accounts/queries'
import { countWaitingWork } from '@/lib/assignments/queries/queue'
import { listAuthoredCourses } from '@/lib/courses/queries/own-courses'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember, requireMember, type Member } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

const RECENT = 6

export default async function TeachingPage() {
  const viewer = await getViewer()
  if (isMember(viewer) && viewer.role === 'instructor' && !viewer.isApproved)
    return <Applied viewer={viewer} />
  const { member, courses, toGrade } = await pageData(async () => {
    const member = requireMember(viewer)
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

/** Who may not teach yet learns here how their application stands, and what helps it. */
async function Applied({ viewer }: { viewer: Member }) {
  const [t, account] = await Promise.all([
    getTranslations('teaching.overview'),
    pageData(() => getOwnAccount(viewer)),
  ])
  return (
    <Container width="measure" className="pb-16">
      <PageHeader title={t('title')} lead={t('notYet')} />
      <TeachingSection account={account} title={t('application')} />
      <LinkButton href="/settings/profile">{t('profile')}</LinkButton>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teaching.overview'))('title') }
}
