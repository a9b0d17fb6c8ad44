import { getLocale, getTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'
import { lessonsOf } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'
import { formatDay } from '@/lib/utils/dates'

/** What is special about the course at this moment. */
export async function CourseNotices({ home }: { home: CourseHome }) {
  const { course, learner } = home
  const [t, lesson, locale] = await Promise.all([
    getTranslations('learning.home'),
    getTranslations('learning.lesson'),
    getLocale(),
  ])
  const dates = { locale, timeZone: course.timeZone }
  const added = addedSinceLastVisit(home)
  const notices = [
    learner.enrollment === null ? lesson('looking') : null,
    course.runStatus === 'upcoming' && course.startDate !== null
      ? t('opensOn', { date: formatDay(course.startDate, dates) })
      : null,
    course.runStatus === 'expired' && course.endDate !== null
      ? t('endedOn', { date: formatDay(new Date(course.endDate.getTime() - 1), dates) })
      : null,
    course.status === 'archived' ? t('archived') : null,
    added > 0 ? t('addedSince', { count: added }) : null,
  ].filter((text) => text !== null)
  return notices.map((text) => (
    <Notice key={text} className="mt-4">
      {text}
    </Notice>
  ))
}

function addedSinceLastVisit({ course, learner }: CourseHome): number {
  const { enrollment } = learner
  if (enrollment === null) return 0
  const fresh = new Set(learner.newLessonIds)
  return lessonsOf(course.outline).filter(
    ({ id, addedAt }) => fresh.has(id) && addedAt > enrollment.lastAccessedAt,
  ).length
}
