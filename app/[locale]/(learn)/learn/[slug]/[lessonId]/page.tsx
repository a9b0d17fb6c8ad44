import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { Markdown } from '@/components/editor/markdown'
import { Container } from '@/components/layout/container'
import { LessonKeys } from '@/components/learning/lesson-keys'
import { LessonMarks } from '@/components/learning/lesson-marks'
import { LessonNeighbours } from '@/components/learning/lesson-neighbours'
import { LessonVisit } from '@/components/learning/lesson-visit'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Notice } from '@/components/ui/notice'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'
import { getLesson } from '@/lib/progress/queries/learning'
import { formatMinutes } from '@/lib/utils/dates'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ slug: string; lessonId: string }> }

export default async function LessonPage({ params }: Props) {
  const { slug, lessonId } = await params
  const view = await readLesson(slug, lessonId)
  const { course, learner, lesson, previous, next } = view
  const [t, locale] = await Promise.all([getTranslations('learning.lesson'), getLocale()])
  const lang = course.language === locale ? undefined : course.language
  const hrefOf = (id: string) => `/learn/${slug}/${id}`
  const crumbs = [{ label: course.title, href: `/learn/${slug}` }, { label: view.moduleTitle }]
  return (
    <Container width="measure" className="pt-6 pb-16 sm:pt-10">
      <Breadcrumb label={t('backToCourse')} crumbs={crumbs} />
      <h1 lang={lang} className="mt-3 text-2xl wrap-anywhere sm:text-3xl">
        {lesson.title}
      </h1>
      <p className="mt-2 text-sm text-muted">
        {`${t('place', view.place)} · ${t('duration', { duration: formatMinutes(lesson.durationMinutes, locale) })}`}
      </p>
      {learner.enrollment ? null : <Notice className="mt-4">{t('looking')}</Notice>}
      <Markdown source={lesson.body} lang={lang} lessonHref={hrefOf} className="mt-8 sm:text-lg" />
      {learner.enrollment ? <LessonMarks view={view} /> : null}
      <LessonNeighbours
        label={t('neighbours')}
        lang={lang}
        previous={previous && { href: hrefOf(previous.id), title: previous.title, label: t('previous') }}
        next={next && { href: hrefOf(next.id), title: next.title, label: t('next') }}
      />
      <LessonKeys
        previousHref={previous && hrefOf(previous.id)}
        nextHref={next && hrefOf(next.id)}
        hint={t('keys')}
      />
      {learner.enrollment ? (
        <LessonVisit lessonId={lesson.id} isRemembered={learner.enrollment.lastLessonId === lesson.id} />
      ) : null}
    </Container>
  )
}

/** Read once for the page and its metadata. */
const readLesson = cache((slug: string, lessonId: string) =>
  pageData(async () => getLesson(await getViewer(), { slug, lessonId }), {
    [ENROLLMENT_REASONS.required]: `/courses/${slug}`,
  }),
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, lessonId } = await params
  const { lesson, course } = await readLesson(slug, lessonId)
  const t = await getTranslations('courses.preview')
  return { title: t('metaTitle', { lesson: lesson.title, course: course.title }) }
}
