import { getLocale, getTranslations } from 'next-intl/server'
import { Notice } from '@/components/ui/notice'
import type { CourseHome } from '@/lib/progress/dto'
import { formatDay } from '@/lib/utils/dates'

/** What is special about the course at this moment. */
export async function CourseNotices({ home: { course, learner } }: { home: CourseHome }) {
  const [t, lesson, locale] = await Promise.all([
    getTranslations('learning.home'),
    getTranslations('learning.lesson'),
    getLocale(),
  ])
  const dates = { locale, timeZone: course.timeZone }
  const notices = [
    learner.enrollment === null ? lesson('looking') : null,
    course.runStatus === 'upcoming' && course.startDate !== null
      ? t('opensOn', { date: formatDay(course.startDate, dates) })
      : null,
    course.runStatus === 'expired' && course.endDate !== null
      ? t('endedOn', { date: formatDay(new Date(course.endDate.getTime() - 1), dates) })
      : null,
    course.status === 'archived' ? t('archived') : null,
  ].filter((text) => text !== null)
  return notices.map((text) => (
    <Notice key={text} className="mt-4">
      {text}
    </Notice>
  ))
}
