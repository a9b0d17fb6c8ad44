import { getTranslations } from '@/i18n/texts'
import { Link } from '@/i18n/navigation'
import { EmptyState } from '@/components/layout/empty-state'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { Webhook } from '@/lib/webhooks/dto'
import { WebhookState } from './webhook-state'

/** The academy's endpoints; the address leads to its log. */
export async function WebhookList({ webhooks }: { webhooks: readonly Webhook[] }) {
  const t = await getTranslations('webhooks.list')
  if (webhooks.length === 0) {
    return (
      <EmptyState icon="send" title={t('empty')}>
        {t('emptyText')}
      </EmptyState>
    )
  }
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <HeadCell>{t('endpoint')}</HeadCell>
        <HeadCell>{t('events')}</HeadCell>
        <HeadCell>{t('state')}</HeadCell>
      </TableHead>
      <TableBody>
        {webhooks.map((webhook) => (
          <TableRow key={webhook.id}>
            <RowHeadCell className="min-w-56">
              <Link
                href={`/admin/webhooks/${webhook.id}`}
                prefetch={false}
                className="wrap-anywhere underline-offset-4 hover:underline"
              >
                {webhook.url}
              </Link>
              {webhook.description === '' ? null : (
                <span className="block font-normal wrap-anywhere text-muted">{webhook.description}</span>
              )}
            </RowHeadCell>
            <Cell>
              <ul className="text-xs text-muted">
                {webhook.events.map((event) => (
                  <li key={event}>
                    <code>{event}</code>
                  </li>
                ))}
              </ul>
            </Cell>
            <Cell>
              <WebhookState webhook={webhook} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
