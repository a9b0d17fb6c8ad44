import type { Metadata } from 'next'
import { cache } from 'react'
import { getLocale, getTranslations } from '@/i18n/texts'
import { OwnGradesTable } from '@/components/assignments/own-grades'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { CourseTrail } from '@/components/progress/course-trail'
import { OwnDates } from '@/components/progress/own-dates'
import { TextLink } from '@/components/ui/text-link'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { pageData } from '@/lib/platform/http/page'
import { getOwnGrades } from '@/lib/progress/queries/grades'
import { describeTimeZone } from '@/lib/utils/time-zones'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ slug: string }> }

export default async function GradesPage({ params }: Props) {
  const { slug } = await params
  const { home, given, dates, trail, timeZone, ...grades } = await readGrades(slug)
  const [t, words, locale] = await Promise.all([
    getTranslations('assignments.grades'),
    getTranslations('progress'),
    getLocale(),
  ])
  const { course } = home
  const lang = course.language === locale ? undefined : course.language
  return (
    <Container width="list" className="pb-16">
      <PageHeader
        above={
          <TextLink href={`/learn/${slug}`} prefetch={false} className="text-sm">
            <span lang={lang} dir="auto">
              {course.title}
            </span>
          </TextLink>
        }
        title={t('title')}
        lead={t('lead')}
      />
      {grades.items.length === 0 ? (
        <EmptyState icon="award" title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <OwnGradesTable slug={slug} lang={lang} {...grades} />
      )}
      <Section
        title={words('dates.title')}
        lead={words('dates.lead', { timeZone: describeTimeZone(timeZone, now(), locale) })}
      >
        <OwnDates slug={slug} lang={lang} given={given} dates={dates} timeZone={timeZone} />
      </Section>
      <Section title={words('trail.title')} lead={words('trail.lead')}>
        <CourseTrail entries={trail} timeZone={timeZone} lang={lang} whose="own" />
      </Section>
    </Container>
  )
}

/** Read once for the page and its metadata. Who is not enrolled is led to where one enrols. */
const readGrades = cache((slug: string) =>
  pageData(
    async () => {
      const viewer = requireMember(await getViewer())
      return { timeZone: viewer.timeZone, ...(await getOwnGrades(viewer, { slug })) }
    },
    { [ENROLLMENT_REASONS.required]: `/courses/${slug}` },
  ),
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { home } = await readGrades((await params).slug)
  const t = await getTranslations('assignments.grades')
  return { title: `${t('title')} · ${home.course.title}` }
}
