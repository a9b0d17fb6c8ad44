import { useLocale, useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { BookCell, BookColumn } from '@/lib/assignments/dto/book'
import { numberFormat } from '@/lib/utils/formatters'

interface OwnGradesProps {
  slug: string
  lang: string | undefined
  items: readonly (BookColumn & { cell: BookCell; isWaiting: boolean })[]
  /** Hundredths of a percent. */
  total: number | null
  missing: 'leftOut' | 'zero'
  dropLowest: number
}

/** A learner's own grades in a course, and how their total is made of them. */
export function OwnGradesTable({ slug, lang, items, total, missing, dropLowest }: OwnGradesProps) {
  const t = useTranslations('assignments.grades')
  const locale = useLocale()
  const percent = numberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return (
    <>
      <div className="mb-6 rounded-lg border border-line bg-raised p-4 sm:p-5">
        <p className="text-sm text-muted">{total === null ? t('noTotal') : t('total')}</p>
        {total === null ? null : (
          <p className="text-3xl font-semibold tabular-nums">{percent.format(total / 10_000)}</p>
        )}
        <p className="mt-2 text-sm text-muted">
          {`${t('formula')} ${t(missing)}${dropLowest > 0 ? ` ${t('drop', { count: dropLowest })}` : ''}`}
        </p>
      </div>
      <Table caption={t('caption')} isStackedOnPhone>
        <TableHead>
          <HeadCell>{t('item')}</HeadCell>
          <HeadCell align="end">{t('grade')}</HeadCell>
          <HeadCell>{t('state')}</HeadCell>
          <HeadCell align="end">{t('weight')}</HeadCell>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow key={item.id}>
              <RowHeadCell className="min-w-40 wrap-anywhere">
                <TextLink href={`/learn/${slug}/${item.id}`} prefetch={false}>
                  <span lang={lang} dir="auto">
                    {item.title}
                  </span>
                </TextLink>
              </RowHeadCell>
              <Cell align="end" label={t('grade')} className="whitespace-nowrap">
                <Points item={item} />
              </Cell>
              <Cell label={t('state')}>
                <State item={item} />
              </Cell>
              <Cell align="end" label={t('weight')}>
                {item.weight}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  )
}

type Item = OwnGradesProps['items'][number]

function Points({ item: { cell } }: { item: Item }) {
  const t = useTranslations('assignments.history')
  const book = useTranslations('assignments.book')
  if (cell.score === null) return '–'
  return (
    <>
      {t('score', { score: String(cell.score), outOf: String(cell.outOf) })}
      {cell.isDropped ? <span className="block text-xs text-muted">{book('dropped')}</span> : null}
    </>
  )
}

function State({ item: { cell, isWaiting } }: { item: Item }) {
  const t = useTranslations('assignments.grades')
  const history = useTranslations('assignments.history')
  return (
    <span className="flex flex-wrap items-center gap-2">
      {cell.score === null ? null : (
        <Badge tone={cell.isPassed ? 'success' : 'warning'}>
          {cell.isPassed ? t('passed') : t('notPassed')}
        </Badge>
      )}
      {isWaiting ? <Badge tone="accent">{t('waiting')}</Badge> : null}
      {cell.score === null && !isWaiting ? <span className="text-muted">{t('open')}</span> : null}
      {cell.override === null ? null : (
        <span className="w-full text-xs text-muted">{history('overridden', { reason: cell.override })}</span>
      )}
    </span>
  )
}
