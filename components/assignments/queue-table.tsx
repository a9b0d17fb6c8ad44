import { useLocale, useTranslations } from '@/i18n/texts'
import { EmptyState } from '@/components/layout/empty-state'
import { Badge } from '@/components/ui/badge'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Tabs } from '@/components/ui/tabs'
import { TextLink } from '@/components/ui/text-link'
import { QUEUE_VIEWS, type QueueView } from '@/lib/assignments/constants'
import type { QueueEntry } from '@/lib/assignments/dto/queue'
import { formatMoment } from '@/lib/utils/dates'

interface QueueTableProps {
  entries: readonly QueueEntry[]
  view: QueueView
  timeZone: string
  /** Of the whole list, without its view. */
  here: string
  isAcrossCourses: boolean
}

/** What is handed in, the longest waiting first; each leads to its own page. */
export function QueueTable({ entries, view, timeZone, here, isAcrossCourses }: QueueTableProps) {
  const t = useTranslations('assignments.queue')
  const locale = useLocale()
  return (
    <>
      <Tabs
        label={t('views')}
        className="mb-6"
        tabs={QUEUE_VIEWS.map((each) => ({
          href: each === 'waiting' ? here : `${here}?view=${each}`,
          label: t(`view.${each}`),
          isCurrent: each === view,
        }))}
      />
      {entries.length === 0 ? (
        <EmptyState icon="inbox" title={view === 'waiting' ? t('empty') : t('emptyView')}>
          {view === 'waiting' ? t('emptyText') : t('emptyViewText')}
        </EmptyState>
      ) : (
        <Table caption={t('caption')} isStackedOnPhone>
          <TableHead>
            <HeadCell>{t('learner')}</HeadCell>
            <HeadCell>{t('assignment')}</HeadCell>
            {isAcrossCourses ? <HeadCell>{t('course')}</HeadCell> : null}
            <HeadCell>{t('submitted')}</HeadCell>
            <HeadCell align="end">{t('attempt')}</HeadCell>
          </TableHead>
          <TableBody>
            {entries.map((entry) => (
              <TableRow key={entry.id}>
                <RowHeadCell className="min-w-40 wrap-anywhere">
                  <TextLink
                    href={`/instructor/courses/${entry.courseId}/grading/${entry.id}${isAcrossCourses ? '?all=1' : ''}`}
                    prefetch={false}
                    aria-label={t('open', { learner: entry.learner, lesson: entry.lessonTitle })}
                  >
                    <bdi>{entry.learner}</bdi>
                  </TextLink>
                </RowHeadCell>
                <Cell label={t('assignment')} className="min-w-40 wrap-anywhere">
                  <bdi>{entry.lessonTitle}</bdi>
                </Cell>
                {isAcrossCourses ? (
                  <Cell label={t('course')} className="min-w-40 wrap-anywhere">
                    <bdi>{entry.courseTitle}</bdi>
                  </Cell>
                ) : null}
                <Cell label={t('submitted')} className="sm:whitespace-nowrap">
                  <time dateTime={entry.submittedAt}>
                    {formatMoment(new Date(entry.submittedAt), { locale, timeZone })}
                  </time>
                  {entry.daysLate > 0 ? (
                    <Badge tone="warning" className="ms-2">
                      {t('late', { days: entry.daysLate })}
                    </Badge>
                  ) : null}
                </Cell>
                <Cell align="end" label={t('attempt')}>
                  {entry.attempt}
                </Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  )
}
