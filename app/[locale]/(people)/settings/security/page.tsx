import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { IdentityList } from '@/components/accounts/identity-list'
import { PasswordSection } from '@/components/accounts/password-section'
import { SignInList } from '@/components/accounts/sign-in-list'
import { SignInNotice } from '@/components/accounts/sign-in-notice'
import { TokenSection } from '@/components/accounts/token-section'
import { PageHeader } from '@/components/layout/page-header'
import { getOwnAccount, listSignIns } from '@/lib/accounts/queries'
import { listOwnApiTokens } from '@/lib/accounts/queries/api-tokens'
import { enabledProviders } from '@/lib/platform/auth/next-auth'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

interface SecuritySettingsPageProps {
  searchParams: Promise<{ error?: string | string[] }>
}

export default async function SecuritySettingsPage({ searchParams }: SecuritySettingsPageProps) {
  const viewer = await getViewer()
  const [{ error }, account, signIns, tokens, t] = await Promise.all([
    searchParams,
    pageData(() => getOwnAccount(viewer)),
    pageData(() => listSignIns(viewer)),
    pageData(() => listOwnApiTokens(viewer)),
    getTranslations('accounts.security'),
  ])
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <SignInNotice error={error} />
      <PasswordSection account={account} />
      <SignInList signIns={signIns} timeZone={account.preferences.timeZone} />
      <IdentityList offered={enabledProviders()} connected={account.identities} />
      <TokenSection tokens={tokens} account={account} />
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.security')
  return { title: t('title') }
}
