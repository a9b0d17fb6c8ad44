import { useLocale, useTranslations } from '@/i18n/texts'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { ActiveDay } from '@/lib/progress/dto'
import { monthsOf } from '@/lib/progress/year'
import { formatMinutes } from '@/lib/utils/dates'
import { dateFormat } from '@/lib/utils/formatters'

/** The figures behind the picture of a year, by month. */
export function ActivityMonths({ days }: { days: readonly ActiveDay[] }) {
  const t = useTranslations('progress.activity')
  const locale = useLocale()
  if (days.length === 0) return null
  const name = dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <details className="mt-4">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-medium text-accent pointer-fine:min-h-9">
        {t('asTable')}
      </summary>
      <Table caption={t('table')} className="mt-2">
        <TableHead>
          <HeadCell>{t('month')}</HeadCell>
          <HeadCell align="end">{t('daysColumn')}</HeadCell>
          <HeadCell align="end">{t('lessonsColumn')}</HeadCell>
          <HeadCell align="end">{t('timeColumn')}</HeadCell>
        </TableHead>
        <TableBody>
          {monthsOf(days).map((month) => (
            <TableRow key={month.month}>
              <RowHeadCell>{name.format(new Date(`${month.month}-01T00:00:00Z`))}</RowHeadCell>
              <Cell align="end">{month.days}</Cell>
              <Cell align="end">{month.lessonsDone}</Cell>
              <Cell align="end">{formatMinutes(Math.round(month.secondsSpent / 60), locale)}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </details>
  )
}
