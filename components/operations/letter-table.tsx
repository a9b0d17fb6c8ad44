import { getLocale, getTranslations } from '@/i18n/texts'
import { Link } from '@/i18n/navigation'
import { EmptyState } from '@/components/layout/empty-state'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { LetterRow } from '@/lib/operations/dto'
import type { LettersQuery } from '@/lib/operations/schema'
import { formatMoment } from '@/lib/utils/dates'

export const LETTER_TONES: Record<LetterRow['state'], Tone> = {
  kept: 'neutral',
  queued: 'accent',
  sent: 'success',
  failed: 'danger',
}

interface LetterTableProps {
  page: { items: LetterRow[]; nextCursor: string | null }
  query: LettersQuery
  timeZone: string
}

/** The academy's letters, newest first; the subject leads to the letter itself. */
export async function LetterTable({ page, query, timeZone }: LetterTableProps) {
  const [t, paging] = await Promise.all([getTranslations('admin.letters'), getTranslations('common.paging')])
  const address = (cursor?: string) => addressOf({ to: query.to, letters: cursor })
  return (
    <>
      <LetterFilter to={query.to} />
      {page.items.length === 0 ? (
        <EmptyState icon="mail" title={query.to ? t('emptyFor', { address: query.to }) : t('empty')}>
          {query.to ? null : t('emptyText')}
        </EmptyState>
      ) : (
        <Table caption={t('caption')}>
          <TableHead>
            <HeadCell>{t('subject')}</HeadCell>
            <HeadCell>{t('to')}</HeadCell>
            <HeadCell>{t('state')}</HeadCell>
            <HeadCell align="end">{t('writtenAt')}</HeadCell>
          </TableHead>
          <TableBody>
            {page.items.map((letter) => (
              <LetterLine key={letter.id} letter={letter} timeZone={timeZone} />
            ))}
          </TableBody>
        </Table>
      )}
      <Pagination
        label={t('caption')}
        first={query.cursor ? { href: address(), label: paging('first') } : null}
        next={page.nextCursor ? { href: address(page.nextCursor), label: t('older') } : null}
      />
    </>
  )
}

async function LetterLine({ letter, timeZone }: { letter: LetterRow; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('admin.letters'), getLocale()])
  return (
    <TableRow>
      <RowHeadCell>
        <Link
          href={`/admin/system/letters/${letter.id}`}
          prefetch={false}
          className="underline-offset-4 hover:underline"
        >
          {letter.subject}
        </Link>
      </RowHeadCell>
      <Cell className="min-w-48 wrap-anywhere">{letter.to}</Cell>
      <Cell>
        <Badge tone={LETTER_TONES[letter.state]}>{t(letter.state)}</Badge>
      </Cell>
      <Cell align="end" className="whitespace-nowrap text-muted">
        {formatMoment(letter.writtenAt, { locale, timeZone })}
      </Cell>
    </TableRow>
  )
}

/** A plain form that reads: it works without scripts, and its result has an address. */
async function LetterFilter({ to }: { to?: string }) {
  const t = await getTranslations('admin.letters')
  return (
    <form action="/admin/system" className="mb-4 flex flex-wrap items-end gap-2" role="search">
      <div className="min-w-0 grow sm:max-w-xs">
        <label htmlFor="letters-to" className="mb-1.5 block text-sm font-medium">
          {t('filter')}
        </label>
        <Input id="letters-to" name="to" type="email" defaultValue={to ?? ''} autoComplete="off" />
      </div>
      <Button type="submit" variant="secondary">
        {t('filterSubmit')}
      </Button>
      {to ? (
        <LinkButton href="/admin/system" variant="quiet" prefetch={false}>
          {t('filterClear')}
        </LinkButton>
      ) : null}
    </form>
  )
}

function addressOf(params: Record<string, string | undefined>): string {
  const given = Object.entries(params).flatMap(([key, value]) => (value ? [[key, value]] : []))
  return given.length === 0 ? '/admin/system#letters' : `/admin/system?${new URLSearchParams(given)}#letters`
}
