import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { WebhookFields } from '@/components/webhooks/webhook-fields'
import { NewWebhookForm } from '@/components/webhooks/webhook-forms'
import { WebhookList } from '@/components/webhooks/webhook-list'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'
import { listWebhooks } from '@/lib/webhooks/queries'

export const dynamic = 'force-dynamic'

export default async function WebhooksPage() {
  const webhooks = await pageData(async () => listWebhooks(await getViewer()))
  const [t, secret] = await Promise.all([
    getTranslations('webhooks.list'),
    getTranslations('webhooks.secret'),
  ])
  const texts = {
    title: secret('made'),
    text: secret('once'),
    copy: secret('copy'),
    copied: secret('copied'),
  }
  return (
    <Container className="pb-12">
      <PageHeader title={t('title')} lead={t('lead')} />
      <WebhookList webhooks={webhooks} />
      <Section title={t('add')} id="add" className="max-w-2xl">
        <Card>
          <FormTexts domains={['webhook']}>
            <NewWebhookForm label={t('add')} texts={texts}>
              <WebhookFields />
              <p className="text-sm text-muted">
                {t('signed')}{' '}
                <TextLink href="/docs/api#user-content-webhooks" prefetch={false}>
                  {t('signedLink')}
                </TextLink>
              </p>
              <SubmitButton className="self-start">{t('addNow')}</SubmitButton>
            </NewWebhookForm>
          </FormTexts>
        </Card>
      </Section>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks.list')
  return { title: t('title') }
}
