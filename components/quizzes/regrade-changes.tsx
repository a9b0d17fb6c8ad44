import { useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Pagination } from '@/components/ui/pagination'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { RegradePreview, RegradeRow } from '@/lib/quizzes/regrade-dto'

const TOTALS = ['attempts', 'learners', 'up', 'down', 'gains', 'loses'] as const
const TONES = { gains: 'success', loses: 'danger', same: 'neutral' } as const

/** Who would stand otherwise, and by how much; `href` is the page's own address. */
export function RegradeChanges({ preview, href }: { preview: RegradePreview; href: string }) {
  const t = useTranslations('quizzes.regrade')
  const { rows, page, pages } = preview
  return (
    <>
      <dl className="mb-6 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6" aria-label={t('totals')}>
        {TOTALS.map((total) => (
          <div key={total} className="flex flex-col-reverse justify-end rounded-lg border border-line p-4">
            <dt className="text-sm text-muted">{t(total)}</dt>
            <dd className="text-2xl font-semibold tabular-nums">{preview[total]}</dd>
          </div>
        ))}
      </dl>
      <p className="mb-6 max-w-measure text-sm text-muted">{t('stays')}</p>
      <Table caption={t('caption')} isStackedOnPhone>
        <TableHead>
          <HeadCell>{t('learner')}</HeadCell>
          <HeadCell align="end">{t('before')}</HeadCell>
          <HeadCell align="end">{t('after')}</HeadCell>
          <HeadCell>{t('pass')}</HeadCell>
          <HeadCell align="end">{t('changed')}</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <ChangeRow key={row.userId} row={row} />
          ))}
        </TableBody>
      </Table>
      <Pagination
        label={t('caption')}
        first={page > 1 ? { href, label: t('firstPage') } : null}
        next={page < pages ? { href: `${href}?page=${page + 1}`, label: t('nextPage') } : null}
      >
        {t('page', { page, pages })}
      </Pagination>
    </>
  )
}

function ChangeRow({ row }: { row: RegradeRow }) {
  const t = useTranslations('quizzes.regrade')
  const { fullName, fromPercent, toPercent, pass, attempts, isOverridden } = row
  return (
    <TableRow>
      <RowHeadCell className="wrap-anywhere">
        <bdi>{fullName}</bdi>
        {isOverridden ? (
          <span className="block text-sm font-normal text-muted">{t('overridden')}</span>
        ) : null}
      </RowHeadCell>
      <Cell align="end" label={t('before')}>
        {fromPercent === null ? t('noGrade') : t('percent', { percent: fromPercent })}
      </Cell>
      <Cell align="end" label={t('after')}>
        {t('percent', { percent: toPercent })}
      </Cell>
      <Cell label={t('pass')}>
        <Badge tone={TONES[pass]}>{t(`passes.${pass}`)}</Badge>
      </Cell>
      <Cell align="end" label={t('changed')}>
        {attempts}
      </Cell>
    </TableRow>
  )
}
