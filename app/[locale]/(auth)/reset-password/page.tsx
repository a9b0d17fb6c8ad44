import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { AuthHeading } from '@/components/accounts/auth-heading'
import { NewPasswordField } from '@/components/accounts/new-password-field'
import { ResetPasswordForm } from '@/components/accounts/password-forms'
import { strengthTexts } from '@/components/accounts/strength-texts'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { LinkButton } from '@/components/ui/link-button'
import { isResetLinkValid } from '@/lib/accounts/queries'
import { getViewer } from '@/lib/platform/auth/session'

export const dynamic = 'force-dynamic'

interface ResetPasswordPageProps {
  searchParams: Promise<{ token?: string | string[] }>
}

export default async function ResetPasswordPage({ searchParams }: ResetPasswordPageProps) {
  const [{ token: given }, t, register] = await Promise.all([
    searchParams,
    getTranslations('accounts.reset'),
    getTranslations('accounts.register'),
  ])
  const token = typeof given === 'string' ? given : ''
  if (!(await isResetLinkValid(await getViewer(), { token }))) {
    return (
      <>
        <AuthHeading title={t('spentTitle')}>{t('spent')}</AuthHeading>
        <LinkButton href="/forgot-password" prefetch={false} variant="primary" size="lg">
          {t('again')}
        </LinkButton>
      </>
    )
  }
  return (
    <>
      <AuthHeading title={t('title')}>{t('lead')}</AuthHeading>
      <FormTexts domains={['account']}>
        <ResetPasswordForm>
          <input type="hidden" name="token" value={token} />
          <NewPasswordField
            name="password"
            label={t('password')}
            hint={register('passwordHint')}
            texts={await strengthTexts()}
          />
          <SubmitButton size="lg">{t('submit')}</SubmitButton>
        </ResetPasswordForm>
      </FormTexts>
    </>
  )
}

/**
 * The address holds a secret: it is neither indexed nor told to another site. Not 'no-referrer': it takes the origin off
 * a form sent without scripts, which is then refused.
 */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.reset')
  return { title: t('title'), robots: { index: false }, referrer: 'same-origin' }
}
