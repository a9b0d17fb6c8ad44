import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { DeliveryLog } from '@/components/webhooks/delivery-log'
import { WebhookActs } from '@/components/webhooks/webhook-acts'
import { WebhookFields } from '@/components/webhooks/webhook-fields'
import { RotateSecretForm, WebhookForm } from '@/components/webhooks/webhook-forms'
import { WebhookState } from '@/components/webhooks/webhook-state'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'
import { formatMoment } from '@/lib/utils/dates'
import type { Webhook } from '@/lib/webhooks/dto'
import { getWebhook, listDeliveries } from '@/lib/webhooks/queries'
import { DeliveriesQuery } from '@/lib/webhooks/schema'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ webhookId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function WebhookPage({ params, searchParams }: Props) {
  const [{ webhookId }, given] = await Promise.all([params, searchParams])
  const { timeZone, query, webhook, page } = await pageData(async () => {
    const viewer = requireAdmin(await getViewer())
    const query = parseInput(DeliveriesQuery, { state: given['state'], cursor: given['cursor'] })
    const [webhook, page] = await Promise.all([
      getWebhook(viewer, { webhookId }),
      listDeliveries(viewer, { webhookId, ...query }),
    ])
    return { timeZone: viewer.timeZone, query, webhook, page }
  })
  const t = await getTranslations('webhooks.detail')
  return (
    <Container className="pb-12">
      <PageHeader
        title={new URL(webhook.url).host}
        lead={webhook.description || undefined}
        above={
          <TextLink href="/admin/webhooks" prefetch={false}>
            {t('back')}
          </TextLink>
        }
        actions={<WebhookActs webhook={webhook} />}
      />
      <Standing webhook={webhook} timeZone={timeZone} />
      <Section title={t('log')} lead={t('logLead')} id="log">
        <DeliveryLog webhookId={webhook.id} page={page} query={query} timeZone={timeZone} />
      </Section>
      <div className="grid gap-x-8 lg:grid-cols-2">
        <Change webhook={webhook} />
        <Secret webhook={webhook} timeZone={timeZone} />
      </div>
    </Container>
  )
}

async function Standing({ webhook, timeZone }: { webhook: Webhook; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('webhooks.detail'), getLocale()])
  const { failingSince, disabledAt, disabledBecause, isEnabled } = webhook
  const moment = (at: Date) => formatMoment(at, { locale, timeZone })
  if (!isEnabled && disabledAt !== null)
    return (
      <Notice tone={disabledBecause === 'admin' ? 'neutral' : 'danger'}>
        {t(`off.${disabledBecause ?? 'admin'}`, { moment: moment(disabledAt) })}
      </Notice>
    )
  if (failingSince !== null)
    return <Notice tone="warning">{t('failing', { moment: moment(failingSince) })}</Notice>
  return <WebhookState webhook={webhook} />
}

async function Change({ webhook }: { webhook: Webhook }) {
  const t = await getTranslations('webhooks.detail')
  const { id, version, url, description, events } = webhook
  return (
    <Section title={t('change')}>
      <Card>
        <FormTexts domains={['webhook']}>
          <WebhookForm
            label={t('change')}
            doneMessage={t('saved')}
            defaultValues={{ url, description, events: events.join('\n') }}
          >
            <input type="hidden" name="webhookId" value={id} />
            <input type="hidden" name="version" value={version} />
            <WebhookFields />
            <SubmitButton className="self-start">{t('save')}</SubmitButton>
          </WebhookForm>
        </FormTexts>
      </Card>
    </Section>
  )
}

async function Secret({ webhook, timeZone }: { webhook: Webhook; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('webhooks.secret'), getLocale()])
  const { formerSecretEndsAt: endsAt } = webhook
  return (
    <Section title={t('title')}>
      <Card className="flex flex-col gap-4">
        <p className="text-muted">{t('lead')}</p>
        {endsAt === null ? null : (
          <p>{t('overlap', { moment: formatMoment(endsAt, { locale, timeZone }) })}</p>
        )}
        <FormTexts domains={['webhook']}>
          <RotateSecretForm
            label={t('title')}
            texts={{ title: t('rotated'), text: t('once'), copy: t('copy'), copied: t('copied') }}
          >
            <input type="hidden" name="webhookId" value={webhook.id} />
            <SubmitButton variant="secondary" className="self-start">
              {t('rotate')}
            </SubmitButton>
          </RotateSecretForm>
        </FormTexts>
      </Card>
    </Section>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks.detail')
  return { title: t('title') }
}
