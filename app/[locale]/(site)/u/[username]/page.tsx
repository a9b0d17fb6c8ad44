import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { permanentRedirect } from 'next/navigation'
import { CourseCard } from '@/components/courses/course-card'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { Section } from '@/components/layout/section'
import { ProfileFacts } from '@/components/people/profile-facts'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import { findFormerUsername } from '@/lib/accounts/queries'
import { listTaughtCourses } from '@/lib/courses/queries/catalogue'
import { getPublicProfile } from '@/lib/people/queries'
import type { PublicProfile } from '@/lib/people/dto'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'
import { AppError } from '@/lib/platform/errors'
import { pageData } from '@/lib/platform/http/page'
import { formatDay } from '@/lib/utils/dates'

/** Kept: the same for everybody, dropped when the person or a course of theirs changes. */
export const revalidate = 300
export const generateStaticParams = () => []

type Props = { params: Promise<{ username: string }> }

export default async function ProfilePage({ params }: Props) {
  const profile = await readProfile((await params).username)
  const [t, locale] = await Promise.all([getTranslations('people.profile'), getLocale()])
  return (
    <Container className="grid gap-x-12 py-8 sm:py-12 lg:grid-cols-[16rem_1fr]">
      <div className="flex flex-col gap-6">
        <Avatar name={profile.fullName} imageUrl={profile.avatarUrl} size="xl" />
        <div>
          <h1 className="text-2xl wrap-anywhere">{profile.fullName}</h1>
          <p className="mt-1 wrap-anywhere text-muted">{`@${profile.username}`}</p>
          <div className="mt-3 flex flex-wrap items-center gap-2">
            {profile.isInstructor ? <Badge tone="accent">{t('instructor')}</Badge> : null}
            {profile.role === 'admin' ? <Badge>{t('admin')}</Badge> : null}
          </div>
        </div>
        <ProfileFacts profile={profile} />
        <p className="text-sm text-muted">
          {t('memberSince', { date: formatDay(profile.memberSince, { locale, timeZone: 'UTC' }) })}
        </p>
      </div>
      <div className="min-w-0">
        <Section title={t('about', { name: profile.fullName })} className="lg:pt-0">
          {profile.bio ? (
            <p className="max-w-measure wrap-anywhere whitespace-pre-line">{profile.bio}</p>
          ) : (
            <p className="text-muted">{t('noBio', { name: profile.fullName })}</p>
          )}
        </Section>
        {profile.isInstructor ? <TaughtCourses profile={profile} /> : null}
      </div>
    </Container>
  )
}

async function TaughtCourses({ profile }: { profile: PublicProfile }) {
  const t = await getTranslations('people.profile')
  const courses = await listTaughtCourses(visitor(), { instructorId: profile.userId })
  await tagPage(...courses.items.map(({ id }) => `course:${id}`))
  return (
    <Section title={t('courses', { name: profile.fullName })}>
      {courses.items.length === 0 ? <EmptyState icon="book-open" title={t('noCourses')} /> : null}
      <ul className="grid gap-5 sm:grid-cols-2">
        {courses.items.map((course) => (
          <li key={course.id}>
            <CourseCard course={course} />
          </li>
        ))}
      </ul>
      {courses.nextCursor === null ? null : (
        <div className="pt-6">
          <LinkButton href="/courses">{t('moreCourses')}</LinkButton>
        </div>
      )}
    </Section>
  )
}

/** Who was known by this name until lately is found under the new one. */
async function readProfile(username: string): Promise<PublicProfile> {
  await tagPage(`profile:${username.toLowerCase()}`, 'catalogue')
  return pageData(async () => {
    try {
      return await getPublicProfile(visitor(), { username })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error
      const present = await findFormerUsername(visitor(), { username })
      if (present === null) throw error
      permanentRedirect(`/u/${present}`)
    }
  })
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const profile = await readProfile((await params).username)
  const t = await getTranslations('people.profile')
  return {
    title: profile.fullName,
    description: profile.bio.slice(0, 160) || t('description', { name: profile.fullName }),
    alternates: { canonical: `/u/${profile.username}` },
  }
}
