import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { redirect } from 'next/navigation'
import { AuthHeading } from '@/components/accounts/auth-heading'
import { ProviderButtons } from '@/components/accounts/provider-buttons'
import { SignInForm } from '@/components/accounts/sign-in-form'
import { SignInNotice } from '@/components/accounts/sign-in-notice'
import { FormTexts } from '@/components/forms/form-texts'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { TextLink } from '@/components/ui/text-link'
import { safeNextPath } from '@/lib/accounts/next-path'
import { enabledProviders } from '@/lib/platform/auth/next-auth'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'

export const dynamic = 'force-dynamic'

interface LoginPageProps {
  searchParams: Promise<{ next?: string; error?: string; done?: string }>
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const [{ next: given, error, done }, viewer, t] = await Promise.all([
    searchParams,
    getViewer(),
    getTranslations('accounts.signIn'),
  ])
  const next = safeNextPath(given)
  if (isMember(viewer) && error === undefined) redirect(next ?? '/dashboard')
  const query = next ? `?next=${encodeURIComponent(next)}` : ''
  return (
    <>
      <AuthHeading title={t('title')}>
        {t.rich('lead', {
          link: (words) => (
            <TextLink href={`/register${query}`} prefetch={false}>
              {words}
            </TextLink>
          ),
        })}
      </AuthHeading>
      <SignInNotice error={error} done={done} />
      <ProviderButtons providers={enabledProviders()} next={next} />
      <FormTexts domains={['account']}>
        <SignInForm>
          <input type="hidden" name="next" value={next ?? ''} />
          <TextField
            name="identifier"
            label={t('identifier')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField
            name="password"
            label={t('password')}
            autoComplete="current-password"
            aside={
              <TextLink href="/forgot-password" prefetch={false} className="text-sm">
                {t('forgotten')}
              </TextLink>
            }
          />
          <SubmitButton size="lg">{t('submit')}</SubmitButton>
        </SignInForm>
      </FormTexts>
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.signIn')
  return { title: t('title'), alternates: { canonical: '/login' } }
}
