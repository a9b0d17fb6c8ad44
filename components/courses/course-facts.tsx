import { useLocale, useTranslations } from '@/i18n/texts'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Icon, type IconName } from '@/components/ui/icon'
import type { CourseDetails } from '@/lib/courses/dto'
import { formatDay, formatMinutes } from '@/lib/utils/dates'
import { languageName } from '@/lib/utils/display-names'
import { numberFormat } from '@/lib/utils/formatters'

const RUN_TONES = { upcoming: 'accent', active: 'success', expired: 'neutral' } as const

/** Level, language, length, schedule and learners of a course. */
export function CourseFacts({ course }: { course: CourseDetails }) {
  const t = useTranslations('courses.course')
  const levels = useTranslations('courses.levels')
  const locale = useLocale()
  const { value, isExact } = course.learners
  const count = numberFormat(locale).format(value)
  const rows: { icon: IconName; text: ReactNode }[] = [
    { icon: 'gauge', text: levels(course.level) },
    { icon: 'languages', text: languageName(course.language, locale) },
    {
      icon: 'clock',
      text: `${t('lessons', { count: course.lessonCount })} · ${formatMinutes(course.durationMinutes, locale)}`,
    },
    ...(course.startDate === null && course.endDate === null
      ? []
      : [{ icon: 'calendar-days' as const, text: <Schedule course={course} /> }]),
    { icon: 'users', text: isExact ? t('learners', { count: value }) : t('learnersMore', { count }) },
    {
      icon: 'pencil',
      text: t('updated', { date: formatDay(course.updatedAt, { locale, timeZone: course.timeZone }) }),
    },
  ]
  return (
    <ul aria-label={t('facts')} className="flex flex-col gap-2.5 text-sm">
      {rows.map(({ icon, text }) => (
        <li key={icon} className="flex items-start gap-3">
          <Icon name={icon} className="text-muted" />
          <div className="min-w-0">{text}</div>
        </li>
      ))}
    </ul>
  )
}

/** First and last day, in the course's own zone, and whether it is running. */
function Schedule({ course }: { course: CourseDetails }) {
  const t = useTranslations('courses.course')
  const locale = useLocale()
  const dayOf = (date: Date) => formatDay(date, { locale, timeZone: course.timeZone })
  const from = course.startDate === null ? null : dayOf(course.startDate)
  const to = course.endDate === null ? null : dayOf(new Date(course.endDate.getTime() - 1))
  return (
    <>
      <p>
        {from !== null && to !== null ? t('schedule', { from, to }) : null}
        {from !== null && to === null ? t('scheduleFrom', { from }) : null}
        {from === null && to !== null ? t('scheduleTo', { to }) : null}
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
        <Badge tone={RUN_TONES[course.runStatus]}>{t(`runStatus.${course.runStatus}`)}</Badge>
        {t('scheduleZone', { zone: course.timeZone.replaceAll('_', ' ') })}
      </p>
    </>
  )
}
