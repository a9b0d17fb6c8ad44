import { useLocale, useTranslations } from '@/i18n/texts'
import { ProgressBar } from '@/components/ui/progress-bar'
import { TextLink } from '@/components/ui/text-link'
import type { Student, TaughtCourseHead } from '@/lib/progress/dto'
import { formatDay } from '@/lib/utils/dates'
import { StandingBadge } from './standing-badge'

interface StudentFactsProps {
  student: Student
  course: TaughtCourseHead
  timeZone: string
}

/** How one student stands, and since when. */
export function StudentFacts({ student, course, timeZone }: StudentFactsProps) {
  const t = useTranslations('students')
  const locale = useLocale()
  const day = (date: Date) => formatDay(date, { locale, timeZone })
  const lang = course.language === locale ? undefined : course.language
  const facts = [
    { name: t('state'), value: <StandingBadge student={student} /> },
    { name: t('enrolled'), value: day(student.enrolledAt) },
    { name: t('lastActive'), value: day(student.lastActiveAt) },
    {
      name: t('lastLesson'),
      value:
        student.lastLesson === null ? t('noLesson') : <span lang={lang}>{student.lastLesson.title}</span>,
    },
    {
      name: t('details.completed'),
      value: student.completedAt === null ? t('details.notCompleted') : day(student.completedAt),
    },
    {
      name: t('details.username'),
      value: (
        <TextLink href={`/u/${student.username}`} prefetch={false}>
          {student.username}
        </TextLink>
      ),
    },
  ]
  return (
    <>
      <div className="flex items-center gap-3">
        <ProgressBar
          percent={student.percent}
          label={t('percentOf', { name: student.fullName, percent: student.percent })}
          className="grow"
        />
        <span aria-hidden="true" className="font-semibold tabular-nums">{`${student.percent}%`}</span>
      </div>
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">
        {facts.map(({ name, value }) => (
          <div key={name} className="min-w-0">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="mt-0.5 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
