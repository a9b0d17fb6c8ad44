import { useLocale, useTranslations } from '@/i18n/texts'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { spansOf, topOf } from '@/lib/analytics/drawing'
import type { CourseFigures } from '@/lib/analytics/dto'
import { numberFormat } from '@/lib/utils/formatters'
import { Bars } from './bars'
import { ChartFrame } from './chart-frame'
import { LegendMark } from './legend-mark'
import { NoFigures } from './no-figures'
import { useSpanName } from './span-name'

/** How many people enrolled, and how many completed the course, by day or week. */
export function EnrollmentChart({ figures }: { figures: CourseFigures }) {
  const t = useTranslations('analytics.enrollments')
  const number = numberFormat(useLocale(), {})
  const nameOf = useSpanName()
  const spans = spansOf(figures.days)
  const enrolled = spans.map((span) => span.enrolled)
  const completed = spans.map((span) => span.completed)
  const most = Math.max(0, ...enrolled, ...completed)
  const sum = (values: number[]) => values.reduce((total, each) => total + each, 0)
  if (most === 0) return <NoFigures>{t('empty')}</NoFigures>
  const top = topOf(most)
  const totals = { enrolled: sum(enrolled), completed: sum(completed) }
  return (
    <>
      <p className="mb-4 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <LegendMark className="fill-accent">{t('enrolled', { count: totals.enrolled })}</LegendMark>
        <LegendMark className="fill-success">{t('completed', { count: totals.completed })}</LegendMark>
      </p>
      <ChartFrame
        top={number.format(top)}
        bottom="0"
        marks={[spans[0], spans.at(-1)].flatMap((span) => (span ? [nameOf(span)] : []))}
        label={t('picture', totals)}
        table={
          <Table caption={t('table')}>
            <TableHead>
              <HeadCell>{t('day')}</HeadCell>
              <HeadCell align="end">{t('enrolledColumn')}</HeadCell>
              <HeadCell align="end">{t('completedColumn')}</HeadCell>
            </TableHead>
            <TableBody>
              {spans.toReversed().map((span) => (
                <TableRow key={span.from}>
                  <RowHeadCell>{nameOf(span)}</RowHeadCell>
                  <Cell align="end">{number.format(span.enrolled)}</Cell>
                  <Cell align="end">{number.format(span.completed)}</Cell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        }
      >
        <Bars values={enrolled} top={top} slot={{ index: 0, count: 2 }} />
        <Bars values={completed} top={top} slot={{ index: 1, count: 2 }} className="fill-success" />
      </ChartFrame>
    </>
  )
}
