import { useLocale, useTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Avatar } from '@/components/ui/avatar'
import { Checkbox } from '@/components/ui/checkbox'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { readmitStudentAction } from '@/lib/progress/actions/students'
import type { Student, TaughtCourseHead } from '@/lib/progress/dto'
import { formatDay } from '@/lib/utils/dates'
import { StandingBadge } from './standing-badge'

interface StudentsTableProps {
  course: TaughtCourseHead
  students: readonly Student[]
  timeZone: string
  /** The form outside the table that the boxes belong to; none where nobody can be written to. */
  chooseForm: string | null
}

/** Students with how far they are; each may be chosen, and opened. */
export function StudentsTable({ course, students, timeZone, chooseForm }: StudentsTableProps) {
  const t = useTranslations('students')
  const locale = useLocale()
  const lang = course.language === locale ? undefined : course.language
  return (
    <Table caption={t('caption')} isStackedOnPhone>
      <TableHead>
        {chooseForm === null ? null : (
          <HeadCell>
            <span className="sr-only">{t('choose')}</span>
          </HeadCell>
        )}
        <HeadCell>{t('name')}</HeadCell>
        <HeadCell>{t('state')}</HeadCell>
        <HeadCell>{t('percent')}</HeadCell>
        <HeadCell>{t('lastActive')}</HeadCell>
        <HeadCell>{t('lastLesson')}</HeadCell>
        <HeadCell>{t('enrolled')}</HeadCell>
      </TableHead>
      <TableBody>
        {students.map((student) => (
          <TableRow key={student.id}>
            {chooseForm === null ? null : (
              <Cell className="pr-0 max-sm:absolute max-sm:end-4 max-sm:top-2 sm:w-px">
                <Checkbox
                  form={chooseForm}
                  name="learner"
                  value={student.id}
                  aria-label={t('chooseName', { name: student.fullName })}
                />
              </Cell>
            )}
            <RowHeadCell className="min-w-52 max-sm:pe-14">
              <span className="flex items-center gap-3">
                <Avatar name={student.fullName} imageUrl={student.avatarUrl} size="sm" />
                <TextLink
                  href={`/instructor/courses/${course.id}/students/${student.id}`}
                  prefetch={false}
                  className="wrap-anywhere"
                >
                  <bdi>{student.fullName}</bdi>
                </TextLink>
              </span>
            </RowHeadCell>
            <Cell label={t('state')}>
              <Standing student={student} courseId={course.id} />
            </Cell>
            <Cell label={t('percent')}>
              <span className="flex min-w-32 items-center gap-2">
                <ProgressBar
                  percent={student.percent}
                  label={t('percentOf', { name: student.fullName, percent: student.percent })}
                  className="grow"
                />
                <span
                  aria-hidden="true"
                  className="w-12 text-right whitespace-nowrap tabular-nums"
                >{`${student.percent}%`}</span>
              </span>
            </Cell>
            <Cell label={t('lastActive')} className="whitespace-nowrap">
              {formatDay(student.lastActiveAt, { locale, timeZone })}
            </Cell>
            <Cell label={t('lastLesson')} className="min-w-44 wrap-anywhere">
              {student.lastLesson === null ? (
                <span className="text-muted">{t('noLesson')}</span>
              ) : (
                <span lang={lang}>{student.lastLesson.title}</span>
              )}
            </Cell>
            <Cell label={t('enrolled')} className="whitespace-nowrap">
              {formatDay(student.enrolledAt, { locale, timeZone })}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Standing({ student, courseId }: { student: Student; courseId: string }) {
  const t = useTranslations('students')
  return (
    <span className="flex items-center gap-3">
      <StandingBadge student={student} />
      {student.isRemoved ? (
        <ActionButton
          action={readmitStudentAction}
          fields={{ courseId, userId: student.id }}
          label={t('undoLabel', { name: student.fullName })}
          size="sm"
        >
          {t('takeBack')}
        </ActionButton>
      ) : null}
    </span>
  )
}
