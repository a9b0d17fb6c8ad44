import { useLocale, useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { BookCell, BookColumn, BookRow } from '@/lib/assignments/dto/book'
import { numberFormat } from '@/lib/utils/formatters'
import { cn } from '@/lib/utils/cn'

interface BookTableProps {
  courseId: string
  columns: readonly BookColumn[]
  rows: readonly BookRow[]
}

/** Learners by graded lessons; each cell leads to its grade, what waits leads to the work itself. */
export function BookTable({ courseId, columns, rows }: BookTableProps) {
  const t = useTranslations('assignments.book')
  const percent = usePercent()
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <HeadCell className="sticky left-0 z-10 bg-raised align-top">{t('learner')}</HeadCell>
        <HeadCell align="end" className="align-top">
          {t('total')}
        </HeadCell>
        {columns.map((column) => (
          <HeadCell key={column.id} align="end" className="max-w-40 min-w-28 align-top whitespace-normal">
            <span className="line-clamp-2" dir="auto" title={column.title}>
              {column.title}
            </span>
            <span className="block font-normal">
              {[
                ...(column.outOf === null ? [] : [t('outOf', { points: String(column.outOf / 100) })]),
                ...(column.weight === 1 ? [] : [t('weight', { weight: column.weight })]),
              ].join(' · ')}
            </span>
          </HeadCell>
        ))}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.userId}>
            <RowHeadCell className="sticky left-0 z-10 max-w-48 min-w-36 bg-raised wrap-anywhere">
              <TextLink href={`/instructor/courses/${courseId}/students/${row.userId}`} prefetch={false}>
                <bdi>{row.name}</bdi>
              </TextLink>
            </RowHeadCell>
            <Cell align="end" className="font-medium">
              {row.total === null ? '–' : percent(row.total)}
            </Cell>
            {columns.map((column) => (
              <Cell key={column.id} align="end">
                <Grade courseId={courseId} row={row} column={column} cell={row.cells.get(column.id)} />
              </Cell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

interface GradeProps {
  courseId: string
  row: BookRow
  column: BookColumn
  cell: BookCell | undefined
}

function Grade({ courseId, row, column, cell }: GradeProps) {
  const t = useTranslations('assignments.book')
  const here = `/instructor/courses/${courseId}`
  const waiting = cell?.waiting ?? null
  return (
    <span className="inline-flex items-center justify-end gap-1.5">
      {cell?.override ? (
        <span title={t('override', { reason: cell.override })}>
          <Icon name="pencil" size="xs" />
          <span className="sr-only">{t('override', { reason: cell.override })}</span>
        </span>
      ) : null}
      <TextLink
        href={`${here}/grades/${row.userId}/${column.id}`}
        prefetch={false}
        aria-label={`${t('change', { learner: row.name, lesson: column.title })}: ${cell?.score ?? t('missing')}`}
        className={cn('tabular-nums', cell?.isDropped && 'line-through')}
      >
        {cell?.score ?? '–'}
      </TextLink>
      {cell?.isDropped ? <span className="sr-only">{t('dropped')}</span> : null}
      {waiting === null ? null : (
        <TextLink
          href={`${here}/grading/${waiting.submissionId}`}
          prefetch={false}
          className="text-xs whitespace-nowrap"
        >
          {waiting.state === 'held' ? t('held') : t('waiting')}
        </TextLink>
      )}
    </span>
  )
}

/** Hundredths of a percent as “87.5%” in the reader's language. */
function usePercent(): (hundredths: number) => string {
  const locale = useLocale()
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return (hundredths) => format.format(hundredths / 10_000)
}
