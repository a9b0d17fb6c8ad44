import { getTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'

interface MailNoticeProps {
  email: string
  isVerified: boolean
  hasMailServer: boolean
}

/** Why no letter arrives, whatever is chosen below. */
export async function MailNotice({ email, isVerified, hasMailServer }: MailNoticeProps) {
  const t = await getTranslations('notifications.settings')
  return (
    <>
      {hasMailServer ? null : (
        <Notice tone="warning" title={t('noServerTitle')} className="mb-6">
          {t('noServer')}
        </Notice>
      )}
      {isVerified ? null : (
        <Notice tone="warning" title={t('unverifiedTitle')} className="mb-6">
          {t.rich('unverified', {
            email,
            link: (words) => (
              <TextLink href="/verify-email" prefetch={false}>
                {words}
              </TextLink>
            ),
          })}
        </Notice>
      )}
    </>
  )
}
