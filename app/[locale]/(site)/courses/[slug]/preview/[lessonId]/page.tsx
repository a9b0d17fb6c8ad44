import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { Markdown } from '@/components/editor/markdown'
import { Container } from '@/components/layout/container'
import { LessonNeighbours } from '@/components/learning/lesson-neighbours'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { lessonsOf } from '@/lib/courses/dto'
import { getPreviewLesson } from '@/lib/courses/queries/course'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'
import { pageData } from '@/lib/platform/http/page'
import { formatMinutes } from '@/lib/utils/dates'

/** Kept: a lesson that everybody may read. */
export const revalidate = 300
export const generateStaticParams = () => []

type Props = { params: Promise<{ slug: string; lessonId: string }> }

export default async function PreviewPage({ params }: Props) {
  const { slug, lessonId } = await params
  const { course, lesson, previous, next } = await readPreview(slug, lessonId)
  const [t, lessonTexts, locale] = await Promise.all([
    getTranslations('courses.preview'),
    getTranslations('learning.lesson'),
    getLocale(),
  ])
  const lang = course.language === locale ? undefined : course.language
  const previews = new Set(lessonsOf(course.outline).flatMap((each) => (each.isPreview ? [each.id] : [])))
  const hrefOf = (id: string) => `/courses/${slug}/preview/${id}`
  return (
    <Container width="measure" className="pt-8 pb-16">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
        <Badge tone="accent">{t('badge')}</Badge>
        <span className="min-w-0 wrap-anywhere">
          {t('of')} <TextLink href={`/courses/${slug}`}>{course.title}</TextLink>
        </span>
      </p>
      <h1 lang={lang} className="mt-4 text-2xl wrap-anywhere sm:text-3xl">
        {lesson.title}
      </h1>
      <p className="mt-2 mb-8 text-sm text-muted">
        {lessonTexts('duration', { duration: formatMinutes(lesson.durationMinutes, locale) })}
      </p>
      <Markdown
        source={lesson.body}
        lang={lang}
        lessonHref={(id) => (previews.has(id) ? hrefOf(id) : null)}
      />
      <LessonNeighbours
        label={t('neighbours')}
        lang={lang}
        previous={previous && { href: hrefOf(previous.id), title: previous.title, label: t('previous') }}
        next={next && { href: hrefOf(next.id), title: next.title, label: t('next') }}
      />
      <Card className="mt-10 flex flex-wrap items-center justify-between gap-4">
        <div>
          <h2 className="text-lg">{t('enrolTitle')}</h2>
          <p className="mt-0.5 text-muted">{t('enrolText', { count: course.lessonCount })}</p>
        </div>
        <LinkButton href={`/courses/${slug}`} variant="primary">
          {t('toCourse')}
        </LinkButton>
      </Card>
    </Container>
  )
}

/** Read once for the page and its metadata. */
const readPreview = cache(async (slug: string, lessonId: string) => {
  await tagPage(`course-slug:${slug}`)
  const preview = await pageData(() => getPreviewLesson(visitor(), { slug, lessonId }))
  await tagPage(`course:${preview.course.id}`)
  return preview
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, lessonId } = await params
  const { course, lesson } = await readPreview(slug, lessonId)
  const t = await getTranslations('courses.preview')
  return {
    title: t('metaTitle', { lesson: lesson.title, course: course.title }),
    description: lesson.description || course.subtitle,
    alternates: { canonical: `/courses/${slug}/preview/${lessonId}` },
  }
}
