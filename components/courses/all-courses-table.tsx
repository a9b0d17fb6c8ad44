import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Badge } from '@/components/ui/badge'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { featureCourseAction, unfeatureCourseAction } from '@/lib/courses/actions'
import type { AdminCourse } from '@/lib/courses/catalogue-dto'
import { formatDay } from '@/lib/utils/dates'

interface AllCoursesTableProps {
  courses: readonly AdminCourse[]
  timeZone: string
}

const TONES = { draft: 'neutral', inReview: 'warning', published: 'success', archived: 'neutral' } as const

/** Courses in every state, with what an admin may do to each. */
export async function AllCoursesTable({ courses, timeZone }: AllCoursesTableProps) {
  const [t, locale] = await Promise.all([getTranslations('courses.all'), getLocale()])
  const number = new Intl.NumberFormat(locale)
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <HeadCell>{t('course')}</HeadCell>
        <HeadCell>{t('status')}</HeadCell>
        <HeadCell>{t('teacher')}</HeadCell>
        <HeadCell align="end">{t('learners')}</HeadCell>
        <HeadCell>{t('made')}</HeadCell>
        <HeadCell>{t('action')}</HeadCell>
      </TableHead>
      <TableBody>
        {courses.map((course) => (
          <TableRow key={course.id}>
            <RowHeadCell className="min-w-56 wrap-anywhere">
              <CourseName course={course} locale={locale} />
            </RowHeadCell>
            <Cell>
              <Badge tone={TONES[course.status]}>{t(`statuses.${course.status}`)}</Badge>
            </Cell>
            <Cell className="min-w-36 wrap-anywhere">
              {course.instructor === null ? (
                <span className="text-muted">{t('nobody')}</span>
              ) : (
                <TextLink href={`/u/${course.instructor.username}`} prefetch={false}>
                  {course.instructor.fullName}
                </TextLink>
              )}
            </Cell>
            <Cell align="end">{number.format(course.learners)}</Cell>
            <Cell className="whitespace-nowrap">{formatDay(course.createdAt, { locale, timeZone })}</Cell>
            <Cell>
              <Featuring course={course} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function CourseName({ course, locale }: { course: AdminCourse; locale: string }) {
  const name = (
    <span lang={course.language === locale ? undefined : course.language} dir="auto">
      {course.title}
    </span>
  )
  if (course.status !== 'published') return name
  return (
    <TextLink href={`/courses/${course.slug}`} prefetch={false}>
      {name}
    </TextLink>
  )
}

async function Featuring({ course }: { course: AdminCourse }) {
  const t = await getTranslations('courses.all')
  const fields = { courseId: course.id }
  if (course.can.unfeature)
    return (
      <ActionButton
        action={unfeatureCourseAction}
        fields={fields}
        label={t('unfeatureName', { name: course.title })}
        size="sm"
      >
        {t('unfeature')}
      </ActionButton>
    )
  if (!course.can.feature) return null
  return (
    <ActionButton
      action={featureCourseAction}
      fields={fields}
      label={t('featureName', { name: course.title })}
      size="sm"
    >
      {t('feature')}
    </ActionButton>
  )
}
