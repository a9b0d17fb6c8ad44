import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { AuthHeading } from '@/components/accounts/auth-heading'
import { NoMailServerNotice } from '@/components/accounts/no-mail-server-notice'
import { ResetRequestForm } from '@/components/accounts/password-forms'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { TextLink } from '@/components/ui/text-link'

export const dynamic = 'force-dynamic'

export default async function ForgotPasswordPage() {
  const t = await getTranslations('accounts.forgot')
  return (
    <>
      <AuthHeading title={t('title')}>{t('lead')}</AuthHeading>
      <NoMailServerNotice />
      <FormTexts domains={['account']}>
        <ResetRequestForm doneMessage={t('done')}>
          <TextField name="email" type="email" label={t('email')} autoComplete="email" />
          <SubmitButton size="lg">{t('submit')}</SubmitButton>
        </ResetRequestForm>
      </FormTexts>
      <p className="mt-6">
        <TextLink href="/login" prefetch={false}>
          {t('back')}
        </TextLink>
      </p>
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.forgot')
  return { title: t('title'), alternates: { canonical: '/forgot-password' } }
}
