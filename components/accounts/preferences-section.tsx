import { getLocale, getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { RadioField } from '@/components/forms/radio-field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { Section } from '@/components/layout/section'
import { routing } from '@/i18n/routing'
import { now } from '@/lib/platform/clock'
import { LANGUAGES } from '@/lib/utils/languages'
import { describeTimeZone, listTimeZones } from '@/lib/utils/time-zones'
import { PreferencesForm } from './settings-forms'
import { TimeZoneField } from './time-zone-field'

interface PreferencesSectionProps {
  preferences: { locale: string; timeZone: string; theme: string }
}

export async function PreferencesSection({ preferences }: PreferencesSectionProps) {
  const [t, settings, theme, locale] = await Promise.all([
    getTranslations('accounts.account'),
    getTranslations('accounts.settings'),
    getTranslations('site.theme'),
    getLocale(),
  ])
  const moment = now()
  const zones = listTimeZones().map((zone) => ({
    value: zone,
    label: describeTimeZone(zone, moment, locale),
  }))
  return (
    <Section title={t('preferencesTitle')}>
      <FormTexts domains={['account']}>
        <PreferencesForm defaultValues={preferences} doneMessage={settings('saved')}>
          <TimeZoneField
            name="timeZone"
            label={t('timeZone')}
            hint={t('timeZoneHint')}
            detectedText={t('timeZoneDetected', { zone: '{zone}' })}
            zones={zones}
          />
          {routing.locales.length > 1 ? (
            <SelectField
              name="locale"
              label={t('language')}
              options={routing.locales.map((value) => ({ value, label: LANGUAGES[value] }))}
            />
          ) : null}
          <RadioField
            name="theme"
            label={t('theme')}
            isInline
            options={[
              { value: 'system', label: theme('system') },
              { value: 'light', label: theme('light') },
              { value: 'dark', label: theme('dark') },
            ]}
          />
          <SubmitButton className="self-start">{settings('save')}</SubmitButton>
        </PreferencesForm>
      </FormTexts>
    </Section>
  )
}
