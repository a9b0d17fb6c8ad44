import { getTranslations } from '@/i18n/texts'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { RadioField } from '@/components/forms/radio-field'
import type { OfferedKind } from '@/lib/notifications/constants'

interface KindFieldsProps {
  kind: OfferedKind
  isMailed: boolean
}

/** One kind of news: what it is, whether it is shown here, and when it is mailed. */
export async function KindFields({ kind, isMailed }: KindFieldsProps) {
  const [t, kinds] = await Promise.all([
    getTranslations('notifications.settings'),
    getTranslations('notifications.kinds'),
  ])
  return (
    <fieldset className="rounded-lg border border-line bg-raised px-4 py-5 sm:px-6">
      <legend className="sr-only">{kinds(`${kind}.label`)}</legend>
      <p aria-hidden="true" className="text-lg font-semibold">
        {kinds(`${kind}.label`)}
      </p>
      <p className="mt-1 mb-4 text-sm text-muted">{kinds(`${kind}.text`)}</p>
      <CheckboxField name={`${kind}.inApp`} label={t('inApp')} hint={t('inAppHint')} />
      {isMailed ? (
        <RadioField
          name={`${kind}.mail`}
          label={t('mail')}
          isInline
          className="mt-4"
          options={[
            { value: 'now', label: t('mailNow') },
            { value: 'daily', label: t('mailDaily') },
            { value: 'off', label: t('mailOff') },
          ]}
        />
      ) : null}
    </fieldset>
  )
}
