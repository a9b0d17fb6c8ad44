import { useLocale, useTranslations } from '@/i18n/texts'
import type { ReactNode } from 'react'
import { Markdown } from '@/components/editor/markdown'
import { EnrollPanel } from '@/components/enrollments/enroll-panel'
import { Container } from '@/components/layout/container'
import { Section } from '@/components/layout/section'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import type { CourseCard, CourseDetails } from '@/lib/courses/dto'
import { formatMinutes } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'
import { CheckList } from './check-list'
import { CourseArt } from './course-art'
import { CourseFacts } from './course-facts'
import { CourseGrid } from './course-grid'
import { CourseHead } from './course-head'
import { CourseInstructor } from './course-instructor'
import { CourseOutline } from './course-outline'
import { CourseTags } from './course-tags'
import { CourseTrailer } from './course-trailer'

interface CourseViewProps {
  course: CourseDetails
  related: readonly CourseCard[]
  /** What its learners say. */
  reviews: ReactNode
  /** Where the page is found, for who passes it on. */
  address: string
  moment: Date
}

/** Everything one wants to know before enrolling; the offer stays in sight beside it. */
export function CourseView({ course, related, reviews, address, moment }: CourseViewProps) {
  const t = useTranslations('courses.course')
  const locale = useLocale()
  const { lang, dir } = languageOf(course.language, locale)
  return (
    <Container className="grid gap-x-12 pt-6 pb-16 lg:grid-cols-[minmax(0,1fr)_21rem] lg:pt-10">
      <CourseHead course={course} lang={lang} dir={dir} />

      <aside className="max-lg:mt-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <Card padding="none" className="overflow-hidden lg:sticky lg:top-24">
          <CourseArt course={course} isFirst />
          <div className="flex flex-col gap-5 p-5">
            <EnrollPanel course={course} />
            <CourseFacts course={course} />
            <CopyButton
              text={address}
              label={t('share')}
              copiedLabel={t('shared')}
              icon={<Icon name="link" size="sm" />}
              copiedIcon={<Icon name="check" size="sm" />}
              className="-ml-3 self-start"
            />
          </div>
        </Card>
      </aside>

      <div className="mt-4 min-w-0">
        <CourseTrailer course={course} />
        {course.outcomes.length > 0 ? (
          <Section title={t('outcomes')}>
            <CheckList
              entries={course.outcomes}
              icon="check"
              lang={lang}
              dir={dir}
              className="sm:grid-cols-2"
            />
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
            <CourseOutline course={course} moment={moment} />
          </Section>
        ) : null}
        {course.description ? (
          <Section title={t('about')}>
            <Markdown source={course.description} lang={lang} dir={dir} />
          </Section>
        ) : null}
        {course.requirements.length > 0 ? (
          <Section title={t('requirements')}>
            <CheckList entries={course.requirements} icon="circle-dot" lang={lang} dir={dir} />
          </Section>
        ) : null}
        {course.instructor || course.coInstructors.length > 0 ? (
          <Section title={t('instructor')}>
            <CourseInstructor course={course} />
          </Section>
        ) : null}
        {reviews}
        <CourseTags tags={course.tags} lang={lang} />
      </div>

      {related.length > 0 ? (
        <Section title={t('related')} className="mt-8 border-t border-line pt-10 lg:col-span-2">
          <CourseGrid courses={related} label={t('related')} />
        </Section>
      ) : null}
    </Container>
  )
}
