import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import {
  deleteWebhookAction,
  disableWebhookAction,
  enableWebhookAction,
  testWebhookAction,
} from '@/lib/webhooks/actions'
import type { Webhook } from '@/lib/webhooks/dto'

/** Test, switch on or off, delete. */
export async function WebhookActs({ webhook }: { webhook: Webhook }) {
  const t = await getTranslations('webhooks.acts')
  const fields = { webhookId: webhook.id }
  return (
    <>
      {webhook.isEnabled ? (
        <>
          <ActionButton
            action={testWebhookAction}
            fields={fields}
            variant="secondary"
            doneMessage={t('testDone')}
          >
            {t('test')}
          </ActionButton>
          <ActionButton action={disableWebhookAction} fields={fields} variant="secondary">
            {t('disable')}
          </ActionButton>
        </>
      ) : (
        <ActionButton action={enableWebhookAction} fields={fields}>
          {t('enable')}
        </ActionButton>
      )}
      <ActionButton
        action={deleteWebhookAction}
        fields={fields}
        variant="secondary"
        confirm={{
          title: t('deleteTitle', { url: webhook.url }),
          description: t('deleteText'),
          confirmLabel: t('delete'),
          isDestructive: true,
        }}
      >
        {t('delete')}
      </ActionButton>
    </>
  )
}
