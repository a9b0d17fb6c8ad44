import { getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'

/** A plain link: the server's answer is a file, so the page stays where it is, with and without scripts. */
export async function ExportSection() {
  const t = await getTranslations('accounts.privacy')
  return (
    <Section title={t('exportTitle')} lead={t('exportLead')}>
      <ul className="mb-5 list-disc space-y-1 pl-5">
        <li>{t('exportAccount')}</li>
        <li>{t('exportLearning')}</li>
        <li>{t('exportKept')}</li>
        <li>{t('exportTeaching')}</li>
        <li>{t('exportLetters')}</li>
      </ul>
      <p className="mb-5 text-sm text-muted">{t('exportNever')}</p>
      <a href="/api/me/export" download className={buttonClass({ variant: 'secondary' })}>
        <Icon name="download" />
        {t('exportButton')}
      </a>
    </Section>
  )
}
