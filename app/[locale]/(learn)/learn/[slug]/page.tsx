import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { MissingCharacters } from '@/components/certificates/missing-characters'
import { CourseNotices } from '@/components/learning/course-notices'
import { CourseStanding } from '@/components/learning/course-standing'
import { LeaveCourse } from '@/components/learning/leave-course'
import { LessonOutline } from '@/components/learning/lesson-outline'
import { RecentAnnouncements } from '@/components/announcements/recent-announcements'
import { RecentPlaces } from '@/components/notes/recent-places'
import { TextLink } from '@/components/ui/text-link'
import { NAME_SHOWN_FROM_PERCENT } from '@/lib/certificates/constants'
import { findMyCertificate, getPrintedName } from '@/lib/certificates/queries'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { ANNOUNCEMENTS_AT_HOME } from '@/lib/announcements/constants'
import { listAnnouncements } from '@/lib/announcements/queries'
import { NOTES_AT_HOME } from '@/lib/notes/constants'
import { listKeptPlaces } from '@/lib/notes/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getCourseHome } from '@/lib/progress/queries/learning'
import { languageOf } from '@/lib/utils/languages'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ slug: string }> }

export default async function CourseHomePage({ params }: Props) {
  const viewer = await getViewer()
  const home = await readHome((await params).slug)
  const { course, learner } = home
  const [t, locale, certificate, kept, announcements] = await Promise.all([
    getTranslations('learning.home'),
    getLocale(),
    findMyCertificate(viewer, { courseId: course.id }),
    listKeptPlaces(viewer, { courseId: course.id, limit: NOTES_AT_HOME }),
    listAnnouncements(viewer, { courseId: course.id, limit: ANNOUNCEMENTS_AT_HOME }),
  ])
  const { lang, dir } = languageOf(course.language, locale)
  const timeZone = isMember(viewer) ? viewer.timeZone : course.timeZone
  return (
    <Container width="list" className="pt-6 pb-16 sm:pt-10">
      <h1 lang={lang} dir={dir} className="text-2xl wrap-anywhere sm:text-3xl">
        {course.title}
      </h1>
      {course.subtitle ? (
        <p lang={lang} dir={dir} className="mt-2 max-w-measure text-muted sm:text-lg">
          {course.subtitle}
        </p>
      ) : null}
      <CourseNotices home={home} />
      <RecentAnnouncements slug={course.slug} announcements={announcements.items} timeZone={timeZone} />
      {learner.lessonCount === 0 ? (
        <div className="mt-8">
          <EmptyState icon="book-open" title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        </div>
      ) : (
        <>
          <CourseStanding home={home} certificate={certificate} timeZone={timeZone} />
          {certificate === null && learner.percent >= NAME_SHOWN_FROM_PERCENT ? (
            <MissingCharacters
              name={getPrintedName(viewer, { language: course.language })}
              changeHref="/settings/profile"
              className="mt-4"
            />
          ) : null}
          <LessonOutline home={home} timeZone={timeZone} place="page" currentId={null} />
        </>
      )}
      <RecentPlaces course={course} kept={kept} timeZone={timeZone} />
      <div className="mt-10 flex flex-wrap items-start justify-between gap-4 border-t border-line pt-6">
        {course.status === 'published' ? (
          <TextLink href={`/courses/${course.slug}`} className="py-2 text-sm">
            {t('publicPage')}
          </TextLink>
        ) : (
          <span />
        )}
        {learner.enrollment ? <LeaveCourse courseId={course.id} title={course.title} /> : null}
      </div>
    </Container>
  )
}

/** Read once for the page and its metadata. */
const readHome = cache((slug: string) =>
  pageData(async () => getCourseHome(await getViewer(), { slug }), {
    [ENROLLMENT_REASONS.required]: `/courses/${slug}`,
  }),
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course } = await readHome((await params).slug)
  const t = await getTranslations('learning.home')
  return { title: t('metaTitle', { title: course.title }) }
}
