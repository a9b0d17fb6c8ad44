import type { Metadata } from 'next'
import { cache } from 'react'
import { getLocale, getTranslations } from '@/i18n/texts'
import { EnrollmentChart } from '@/components/analytics/enrollment-chart'
import { FunnelChart } from '@/components/analytics/funnel-chart'
import { QuizSection } from '@/components/analytics/quiz-section'
import { RatingChart } from '@/components/analytics/rating-chart'
import { VideoSection } from '@/components/analytics/video-section'
import { Section } from '@/components/layout/section'
import { CourseFrame } from '@/components/teaching/course-frame'
import { Tabs } from '@/components/ui/tabs'
import { ANALYTICS_RANGES } from '@/lib/analytics/constants'
import { getCourseFigures, getQuizFigures } from '@/lib/analytics/queries'
import { analyticsAddress, AnalyticsQuery } from '@/lib/analytics/schema'
import { now } from '@/lib/platform/clock'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { describeTimeZone } from '@/lib/utils/time-zones'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AnalyticsPage({ params, searchParams }: Props) {
  const { query, figures, quiz } = await readFigures((await params).id, JSON.stringify(await searchParams))
  const { course } = figures
  const [t, locale] = await Promise.all([getTranslations('analytics'), getLocale()])
  const zone = describeTimeZone(course.timeZone, now(), locale)
  return (
    <CourseFrame
      course={course}
      title={t('title')}
      lead={t('lead', { course: course.title, timeZone: zone })}
    >
      <Tabs
        label={t('range')}
        tabs={ANALYTICS_RANGES.map((days) => ({
          href: analyticsAddress(course.id, { days, quiz: query.quiz }),
          label: t(`ranges.${days}`),
          isCurrent: query.days === days,
        }))}
      />
      <div className="grid gap-x-12 xl:grid-cols-2">
        <Section title={t('enrollments.title')} lead={t('enrollments.lead')}>
          <EnrollmentChart figures={figures} />
        </Section>
        <Section title={t('rating.title')} lead={t('rating.lead')}>
          <RatingChart figures={figures} />
        </Section>
      </div>
      <Section title={t('funnel.title')} lead={t('funnel.lead')}>
        <FunnelChart figures={figures} />
      </Section>
      <VideoSection figures={figures} />
      <QuizSection figures={figures} query={query} quiz={quiz} />
      <p className="mt-6 max-w-measure text-sm text-muted">{t('note')}</p>
    </CourseFrame>
  )
}

/** Read once for the page and its metadata. A quiz that is asked for and not there is nothing one could look at. */
const readFigures = cache((courseId: string, address: string) =>
  pageData(async () => {
    const viewer = requireMember(await getViewer())
    const { days, quiz } = JSON.parse(address) as Record<string, string | undefined>
    const query = AnalyticsQuery.parse({ days, quiz })
    const figures = await getCourseFigures(viewer, { courseId, range: query.days })
    const lessonId = query.quiz ?? figures.quizzes[0]?.lessonId
    const chosen = lessonId === undefined ? null : await getQuizFigures(viewer, { courseId, lessonId })
    return { query: { ...query, quiz: lessonId }, figures, quiz: chosen }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { figures } = await readFigures((await params).id, JSON.stringify(await searchParams))
  const t = await getTranslations('analytics')
  return { title: `${t('title')} · ${figures.course.title}` }
}
