import { useLocale, useTranslations } from '@/i18n/texts'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { spansOf } from '@/lib/analytics/drawing'
import type { CourseFigures } from '@/lib/analytics/dto'
import { numberFormat } from '@/lib/utils/formatters'
import { ChartFrame } from './chart-frame'
import { NoFigures } from './no-figures'
import { useSpanName } from './span-name'

/** The mean of the stars that were given, by day or week; where nobody reviewed the course the line goes on to the next. */
export function RatingChart({ figures }: { figures: CourseFigures }) {
  const t = useTranslations('analytics.rating')
  const number = numberFormat(useLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const nameOf = useSpanName()
  const spans = spansOf(figures.days)
  const points = spans.flatMap((span, index) =>
    span.rating === null ? [] : [{ ...span, rating: span.rating, x: xOf(index, spans.length) }],
  )
  if (points.length === 0) return <NoFigures>{t('empty')}</NoFigures>
  const reviews = points.reduce((sum, point) => sum + point.reviews, 0)
  const mean = points.reduce((sum, point) => sum + point.rating * point.reviews, 0) / reviews
  const place = ({ x, rating }: { x: number; rating: number }) =>
    `${x} ${Math.round((5 - rating) * 2_500) / 100}`
  return (
    <>
      <p className="mb-4 text-sm">{t('summary', { count: reviews, mean: number.format(mean) })}</p>
      <ChartFrame
        top="5"
        bottom="1"
        marks={[spans[0], spans.at(-1)].flatMap((span) => (span ? [nameOf(span)] : []))}
        label={t('picture', { count: reviews, mean: number.format(mean) })}
        table={
          <Table caption={t('table')}>
            <TableHead>
              <HeadCell>{t('day')}</HeadCell>
              <HeadCell align="end">{t('reviews')}</HeadCell>
              <HeadCell align="end">{t('mean')}</HeadCell>
            </TableHead>
            <TableBody>
              {points.toReversed().map((point) => (
                <TableRow key={point.from}>
                  <RowHeadCell>{nameOf(point)}</RowHeadCell>
                  <Cell align="end">{point.reviews}</Cell>
                  <Cell align="end">{number.format(point.rating)}</Cell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        }
      >
        <g fill="none" className="stroke-accent" strokeLinecap="round" strokeLinejoin="round">
          <path d={`M${points.map(place).join('L')}`} strokeWidth="2" vectorEffect="non-scaling-stroke" />
          {/* A line without a length is a dot that stays round however the drawing is stretched. */}
          <path
            d={points.map((point) => `M${place(point)}h0`).join('')}
            strokeWidth="7"
            vectorEffect="non-scaling-stroke"
          />
        </g>
      </ChartFrame>
    </>
  )
}

function xOf(index: number, count: number): number {
  return Math.round(((index + 0.5) * 100_000) / count) / 100
}
