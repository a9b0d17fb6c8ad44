import { getTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { env } from '@/lib/platform/env'

/** Where a letter lies while no mail server is set, so that nobody waits for what is never sent. */
export async function NoMailServerNotice() {
  if (env().SMTP_URL !== undefined) return null
  const t = await getTranslations('accounts.verify')
  return (
    <Notice tone="warning" title={t('noServerTitle')} className="mb-6">
      {t.rich('noServer', {
        link: (words) => (
          <TextLink href="/admin/system" prefetch={false}>
            {words}
          </TextLink>
        ),
      })}
    </Notice>
  )
}
