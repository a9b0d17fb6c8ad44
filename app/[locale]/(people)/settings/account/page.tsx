import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from '@/i18n/texts'
import { EmailSection } from '@/components/accounts/email-section'
import { PreferencesSection } from '@/components/accounts/preferences-section'
import { TeachingSection } from '@/components/accounts/teaching-section'
import { UsernameSection } from '@/components/accounts/username-section'
import { PageHeader } from '@/components/layout/page-header'
import { THEME_COOKIE } from '@/lib/accounts/constants'
import { getOwnAccount } from '@/lib/accounts/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

export default async function AccountSettingsPage() {
  const [account, t, jar] = await Promise.all([
    pageData(async () => getOwnAccount(await getViewer())),
    getTranslations('accounts.account'),
    cookies(),
  ])
  // What this device shows now is what the person is asked about: the header changes it without the account.
  const theme = jar.get(THEME_COOKIE)?.value || 'system'
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <UsernameSection username={account.username} />
      <EmailSection account={account} />
      <PreferencesSection preferences={{ ...account.preferences, theme }} />
      <TeachingSection account={account} />
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.account')
  return { title: t('title') }
}
