import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { AttemptList } from '@/components/webhooks/attempt-list'
import { DELIVERY_TONES } from '@/components/webhooks/delivery-log'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { notFound } from '@/lib/platform/errors'
import { pageData } from '@/lib/platform/http/page'
import { formatMoment } from '@/lib/utils/dates'
import { replayDeliveryAction } from '@/lib/webhooks/actions'
import { getDelivery } from '@/lib/webhooks/queries'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ webhookId: string; deliveryId: string }> }

export default async function DeliveryPage({ params }: Props) {
  const { webhookId, deliveryId } = await params
  const { delivery, timeZone } = await pageData(async () => {
    const viewer = requireAdmin(await getViewer())
    const delivery = await getDelivery(viewer, { deliveryId })
    if (delivery.webhookId !== webhookId) throw notFound()
    return { delivery, timeZone: viewer.timeZone }
  })
  const [t, log, locale] = await Promise.all([
    getTranslations('webhooks.delivery'),
    getTranslations('webhooks.log'),
    getLocale(),
  ])
  return (
    <Container className="pb-12">
      <PageHeader
        title={delivery.event}
        lead={`${delivery.messageId} · ${formatMoment(delivery.writtenAt, { locale, timeZone })}`}
        above={
          <TextLink href={`/admin/webhooks/${webhookId}#log`} prefetch={false}>
            {t('back')}
          </TextLink>
        }
        actions={
          <ActionButton action={replayDeliveryAction} fields={{ deliveryId }} doneMessage={t('replayed')}>
            {t('replay')}
          </ActionButton>
        }
      />
      <p className="flex flex-wrap items-center gap-3">
        <Badge tone={DELIVERY_TONES[delivery.state]}>{log(delivery.state)}</Badge>
        {delivery.nextAt === null ? null : (
          <span className="text-sm text-muted">
            {log('nextAt', { moment: formatMoment(delivery.nextAt, { locale, timeZone }) })}
          </span>
        )}
      </p>
      <Section title={t('attempts')}>
        <AttemptList attempts={delivery.attempts} timeZone={timeZone} />
      </Section>
      <Section title={t('body')} lead={t('bodyLead')}>
        <pre
          tabIndex={0}
          className="overflow-x-auto rounded-lg border border-line bg-sunken p-4 text-sm wrap-anywhere whitespace-pre-wrap"
        >
          {JSON.stringify(JSON.parse(delivery.body), null, 2)}
        </pre>
      </Section>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks.delivery')
  return { title: t('title') }
}
