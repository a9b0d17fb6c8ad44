import { getLocale, getTranslations } from 'next-intl/server'
import { Markdown } from '@/components/editor/markdown'
import { EnrollPanel } from '@/components/enrollments/enroll-panel'
import { Container } from '@/components/layout/container'
import { Section } from '@/components/layout/section'
import { Badge } from '@/components/ui/badge'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Card } from '@/components/ui/card'
import { Link } from '@/i18n/navigation'
import type { CourseDetails } from '@/lib/courses/dto'
import { catalogueAddress } from '@/lib/courses/schema'
import { formatMinutes } from '@/lib/utils/dates'
import { CheckList } from './check-list'
import { CourseArt } from './course-art'
import { CourseFacts } from './course-facts'
import { CourseInstructor } from './course-instructor'
import { CourseOutline } from './course-outline'

/** Everything one wants to know before enrolling; the offer stays in sight beside it. */
export async function CourseView({ course }: { course: CourseDetails }) {
  const [t, catalogue, locale] = await Promise.all([
    getTranslations('courses.course'),
    getTranslations('courses.catalogue'),
    getLocale(),
  ])
  const lang = course.language === locale ? undefined : course.language
  const crumbs = [
    { label: catalogue('title'), href: '/courses' },
    ...(course.category
      ? [{ label: course.category.name, href: `/courses/category/${course.category.slug}` }]
      : []),
  ]
  return (
    <Container className="grid gap-x-12 pt-6 pb-16 lg:grid-cols-[minmax(0,1fr)_21rem] lg:pt-10">
      <div className="min-w-0 lg:row-start-1">
        <Breadcrumb label={t('breadcrumb')} crumbs={crumbs} />
        <h1 lang={lang} className="mt-4 text-3xl wrap-anywhere sm:text-4xl">
          {course.title}
        </h1>
        {course.subtitle ? (
          <p lang={lang} className="mt-3 max-w-measure text-lg text-muted">
            {course.subtitle}
          </p>
        ) : null}
        {course.instructor ? (
          <p className="mt-4">
            <Link href={`/u/${course.instructor.username}`} className="font-medium hover:underline">
              {course.instructor.fullName}
            </Link>
          </p>
        ) : null}
      </div>

      <aside className="max-lg:mt-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <Card padding="none" className="overflow-hidden lg:sticky lg:top-24">
          <CourseArt course={course} isFirst />
          <div className="flex flex-col gap-5 p-5">
            <EnrollPanel course={course} />
            <CourseFacts course={course} />
          </div>
        </Card>
      </aside>

      <div className="mt-4 min-w-0">
        {course.outcomes.length > 0 ? (
          <Section title={t('outcomes')}>
            <CheckList entries={course.outcomes} icon="check" lang={lang} className="sm:grid-cols-2" />
          </Section>
        ) : null}
        {course.outline.length > 0 ? (
          <Section
            title={t('content')}
            lead={t('contentSummary', {
              modules: course.outline.length,
              lessons: course.lessonCount,
              duration: formatMinutes(course.durationMinutes, locale),
            })}
          >
            <CourseOutline slug={course.slug} language={course.language} outline={course.outline} />
          </Section>
        ) : null}
        {course.description ? (
          <Section title={t('about')}>
            <Markdown source={course.description} lang={lang} />
          </Section>
        ) : null}
        {course.requirements.length > 0 ? (
          <Section title={t('requirements')}>
            <CheckList entries={course.requirements} icon="circle-dot" lang={lang} />
          </Section>
        ) : null}
        {course.instructor ? (
          <Section title={t('instructor')}>
            <CourseInstructor course={course} />
          </Section>
        ) : null}
        {course.tags.length > 0 ? (
          <ul aria-label={t('tags')} lang={lang} className="flex flex-wrap gap-2 pt-6">
            {course.tags.map((tag) => (
              <li key={tag}>
                <Link href={catalogueAddress({ q: tag })} prefetch={false}>
                  <Badge>{tag}</Badge>
                </Link>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Container>
  )
}
