import { getLocale, getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { WaitingCourse } from '@/lib/courses/authored-dto'
import { formatShortMoment } from '@/lib/utils/dates'

interface ReviewQueueProps {
  courses: readonly WaitingCourse[]
  timeZone: string
}

/** The courses that wait for an admin, the longest first. */
export async function ReviewQueue({ courses, timeZone }: ReviewQueueProps) {
  const [t, locale] = await Promise.all([getTranslations('teaching.review'), getLocale()])
  return (
    <Section title={t('queueTitle')}>
      {courses.length === 0 ? (
        <p className="text-muted">{t('queueEmpty')}</p>
      ) : (
        <Table caption={t('caption')} isStackedOnPhone>
          <TableHead>
            <HeadCell>{t('course')}</HeadCell>
            <HeadCell>{t('kind')}</HeadCell>
            <HeadCell>{t('by')}</HeadCell>
            <HeadCell>{t('since')}</HeadCell>
          </TableHead>
          <TableBody>
            {courses.map((course) => (
              <TableRow key={course.id}>
                <RowHeadCell className="min-w-56 wrap-anywhere">
                  <TextLink href={`/admin/courses/${course.id}`} prefetch={false}>
                    <span dir="auto">{course.title}</span>
                  </TextLink>
                </RowHeadCell>
                <Cell label={t('kind')}>{course.isFirst ? t('first') : t('next')}</Cell>
                <Cell label={t('by')} className="min-w-36 wrap-anywhere">
                  <bdi>{course.instructor?.fullName ?? ''}</bdi>
                </Cell>
                <Cell label={t('since')} className="whitespace-nowrap">
                  {formatShortMoment(course.submittedAt, { locale, timeZone })}
                </Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  )
}
