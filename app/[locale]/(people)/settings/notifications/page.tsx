import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageHeader } from '@/components/layout/page-header'
import { KindFields } from '@/components/notifications/kind-fields'
import { MailNotice } from '@/components/notifications/mail-notice'
import { NotifyForm } from '@/components/notifications/notify-form'
import { OFFERED_KINDS } from '@/lib/notifications/constants'
import { getNotifySettings } from '@/lib/notifications/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { now } from '@/lib/platform/clock'
import { pageData } from '@/lib/platform/http/page'
import { describeTimeZone } from '@/lib/utils/time-zones'

export const dynamic = 'force-dynamic'

export default async function NotificationSettingsPage() {
  const [settings, locale, t] = await Promise.all([
    pageData(async () => getNotifySettings(await getViewer())),
    getLocale(),
    getTranslations('notifications.settings'),
  ])
  const { choices, timeZone } = settings
  const defaultValues = Object.fromEntries(
    OFFERED_KINDS.flatMap((kind) => {
      const { inApp, mail } = choices[kind]
      const shown = [`${kind}.inApp`, inApp ? 'on' : '']
      return mail === null ? [shown] : [shown, [`${kind}.mail`, mail]]
    }),
  )
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <MailNotice {...settings} />
      <FormTexts>
        <NotifyForm defaultValues={defaultValues} doneMessage={t('saved')}>
          {OFFERED_KINDS.map((kind) => (
            <KindFields key={kind} kind={kind} isMailed={choices[kind].mail !== null} />
          ))}
          <p className="text-sm text-muted">
            {t('dailyHint', { zone: describeTimeZone(timeZone, now(), locale) })}
          </p>
          <SubmitButton className="self-start">{t('save')}</SubmitButton>
        </NotifyForm>
      </FormTexts>
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notifications.settings')
  return { title: t('title') }
}
