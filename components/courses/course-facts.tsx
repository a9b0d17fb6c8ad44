import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'
import type { CourseDetails } from '@/lib/courses/dto'
import { formatDay, formatMinutes } from '@/lib/utils/dates'
import { languageName } from '@/lib/utils/display-names'

/** Level, language, length and learners of a course. */
export async function CourseFacts({ course }: { course: CourseDetails }) {
  const [t, levels, locale] = await Promise.all([
    getTranslations('courses.course'),
    getTranslations('courses.levels'),
    getLocale(),
  ])
  const { value, isExact } = course.learners
  const count = new Intl.NumberFormat(locale).format(value)
  const rows: { icon: IconName; text: ReactNode }[] = [
    { icon: 'gauge', text: levels(course.level) },
    { icon: 'languages', text: languageName(course.language, locale) },
    {
      icon: 'clock',
      text: `${t('lessons', { count: course.lessonCount })} · ${formatMinutes(course.durationMinutes, locale)}`,
    },
    { icon: 'users', text: isExact ? t('learners', { count: value }) : t('learnersMore', { count }) },
    {
      icon: 'calendar',
      text: t('updated', { date: formatDay(course.updatedAt, { locale, timeZone: course.timeZone }) }),
    },
  ]
  return (
    <ul aria-label={t('facts')} className="flex flex-col gap-2.5 text-sm">
      {rows.map(({ icon, text }) => (
        <li key={icon} className="flex items-start gap-3">
          <Icon name={icon} className="text-muted" />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}
