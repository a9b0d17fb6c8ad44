import { getTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import type { Webhook } from '@/lib/webhooks/dto'

/** Whether an endpoint hears of anything, and whether it answers. */
export async function WebhookState({ webhook }: { webhook: Webhook }) {
  const t = await getTranslations('webhooks.state')
  if (!webhook.isEnabled)
    return <Badge tone={webhook.disabledBecause === 'admin' ? 'neutral' : 'danger'}>{t('off')}</Badge>
  if (webhook.failingSince !== null) return <Badge tone="warning">{t('failing')}</Badge>
  return <Badge tone="success">{t('on')}</Badge>
}
