import { getLocale, getTranslations } from '@/i18n/texts'
import { Link } from '@/i18n/navigation'
import { EmptyState } from '@/components/layout/empty-state'
import { Badge, type Tone } from '@/components/ui/badge'
import { Pagination } from '@/components/ui/pagination'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Tabs } from '@/components/ui/tabs'
import { DELIVERY_STATES, type DeliveryState } from '@/lib/webhooks/constants'
import type { DeliveryLine } from '@/lib/webhooks/dto'
import type { DeliveriesQuery } from '@/lib/webhooks/schema'
import { formatMoment } from '@/lib/utils/dates'

export const DELIVERY_TONES: Record<DeliveryState, Tone> = {
  waiting: 'accent',
  delivered: 'success',
  failed: 'danger',
}

interface DeliveryLogProps {
  webhookId: string
  page: { items: DeliveryLine[]; nextCursor: string | null }
  query: DeliveriesQuery
  timeZone: string
}

/** What was sent to an endpoint, newest first. */
export async function DeliveryLog({ webhookId, page, query, timeZone }: DeliveryLogProps) {
  const [t, paging] = await Promise.all([getTranslations('webhooks.log'), getTranslations('common.paging')])
  const address = (state: DeliveriesQuery['state'], cursor?: string) =>
    `/admin/webhooks/${webhookId}?${new URLSearchParams({ state, ...(cursor && { cursor }) })}#log`
  return (
    <>
      <Tabs
        label={t('states')}
        className="mb-4"
        tabs={(['all', ...DELIVERY_STATES] as const).map((state) => ({
          href: address(state),
          label: t(state),
          isCurrent: state === query.state,
        }))}
      />
      {page.items.length === 0 ? (
        <EmptyState icon="inbox" title={query.state === 'all' ? t('empty') : t('emptyState')}>
          {query.state === 'all' ? t('emptyText') : null}
        </EmptyState>
      ) : (
        <DeliveryTable webhookId={webhookId} items={page.items} timeZone={timeZone} />
      )}
      <Pagination
        label={t('caption')}
        first={query.cursor ? { href: address(query.state), label: paging('first') } : null}
        next={page.nextCursor ? { href: address(query.state, page.nextCursor), label: t('older') } : null}
      />
    </>
  )
}

async function DeliveryTable({
  webhookId,
  items,
  timeZone,
}: {
  webhookId: string
  items: DeliveryLine[]
  timeZone: string
}) {
  const [t, locale] = await Promise.all([getTranslations('webhooks.log'), getLocale()])
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <HeadCell>{t('event')}</HeadCell>
        <HeadCell>{t('state')}</HeadCell>
        <HeadCell align="end">{t('tries')}</HeadCell>
        <HeadCell align="end">{t('writtenAt')}</HeadCell>
      </TableHead>
      <TableBody>
        {items.map((line) => (
          <TableRow key={line.id}>
            <RowHeadCell>
              <Link
                href={`/admin/webhooks/${webhookId}/deliveries/${line.id}`}
                prefetch={false}
                className="underline-offset-4 hover:underline"
              >
                <code className="text-sm">{line.event}</code>
              </Link>
            </RowHeadCell>
            <Cell>
              <Badge tone={DELIVERY_TONES[line.state]}>{t(line.state)}</Badge>
              {line.state === 'waiting' && line.nextAt !== null && line.attemptCount > 0 ? (
                <span className="mt-1 block text-xs text-muted">
                  {t('nextAt', { moment: formatMoment(line.nextAt, { locale, timeZone }) })}
                </span>
              ) : null}
            </Cell>
            <Cell align="end">{line.attemptCount}</Cell>
            <Cell align="end" className="whitespace-nowrap text-muted">
              {formatMoment(line.writtenAt, { locale, timeZone })}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
