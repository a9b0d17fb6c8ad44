import { getLocale, getTranslations } from 'next-intl/server'
import { CoursePrice } from '@/components/courses/course-price'
import { ActionButton } from '@/components/forms/action-button'
import type { CourseDetails } from '@/lib/courses/dto'
import { enrollAction } from '@/lib/enrollments/actions'
import { formatDay } from '@/lib/utils/dates'
import { MyCourse } from './my-course'

/**
 * What to do next with a course. The page is the same for everybody: it holds what a visitor may do, and for who is in
 * the course already the browser puts their own state in its place.
 */
export async function EnrollPanel({ course }: { course: CourseDetails }) {
  const [t, locale] = await Promise.all([getTranslations('courses.course'), getLocale()])
  const dates = { locale, timeZone: course.timeZone }
  const lastDay = course.endDate === null ? null : new Date(course.endDate.getTime() - 1)
  return (
    <div className="flex flex-col gap-3">
      <CoursePrice price={course.price} className="text-2xl font-semibold" />
      {course.runStatus === 'upcoming' && course.startDate !== null ? (
        <p className="text-sm">{t('startsOn', { date: formatDay(course.startDate, dates) })}</p>
      ) : null}
      {course.runStatus !== 'expired' && lastDay !== null ? (
        <p className="text-sm text-muted">{t('endsOn', { date: formatDay(lastDay, dates) })}</p>
      ) : null}
      <MyCourse
        courseId={course.id}
        href={`/learn/${course.slug}`}
        words={{
          continue: t('continue'),
          completed: t('completed'),
          progress: t('yourProgress', { percent: '{percent}' }),
          progressLabel: t('progressLabel'),
        }}
      >
        <Offer course={course} lastDay={lastDay === null ? '' : formatDay(lastDay, dates)} />
      </MyCourse>
    </div>
  )
}

async function Offer({ course, lastDay }: { course: CourseDetails; lastDay: string }) {
  const t = await getTranslations('courses.course')
  if (course.runStatus === 'expired') return <p className="text-sm">{t('over', { date: lastDay })}</p>
  if (course.price.amount > 0) return <p className="text-sm">{t('paid')}</p>
  return (
    <>
      <ActionButton
        action={enrollAction}
        fields={{ courseId: course.id, slug: course.slug }}
        variant="primary"
        size="lg"
        className="w-full *:w-full"
      >
        {t('enrolFree')}
      </ActionButton>
      <p className="text-sm text-muted">{t('enrolNote')}</p>
    </>
  )
}
