import { getTranslations } from '@/i18n/texts'
import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { TextField } from '@/components/forms/text-field'
import { WEBHOOK_EVENTS, WEBHOOK_LIMITS } from '@/lib/webhooks/constants'

/** Where an endpoint is, whose it is, and what it hears. */
export async function WebhookFields() {
  const t = await getTranslations('webhooks.fields')
  return (
    <>
      <TextField
        name="url"
        type="url"
        inputMode="url"
        label={t('url')}
        hint={t('urlHint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={WEBHOOK_LIMITS.url}
      />
      <TextField
        name="description"
        label={t('description')}
        hint={t('descriptionHint')}
        isOptional
        autoComplete="off"
        maxLength={WEBHOOK_LIMITS.description}
      />
      <CheckboxGroup
        name="events"
        label={t('events')}
        options={WEBHOOK_EVENTS.map((event) => ({
          value: event,
          label: (
            <>
              <code className="text-sm">{event}</code>
              <span className="block text-sm text-muted">{t(`about.${keyOf(event)}`)}</span>
            </>
          ),
        }))}
      />
    </>
  )
}

/** A dot would be a path in the catalogue. */
function keyOf<E extends string>(event: E) {
  return event.replace('.', '_') as E extends `${infer A}.${infer B}` ? `${A}_${B}` : E
}
