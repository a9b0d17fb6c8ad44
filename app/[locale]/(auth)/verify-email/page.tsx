import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { redirect } from 'next/navigation'
import { AuthHeading } from '@/components/accounts/auth-heading'
import { VerifyEmailForm } from '@/components/accounts/code-forms'
import { NoMailServerNotice } from '@/components/accounts/no-mail-server-notice'
import { ActionButton } from '@/components/forms/action-button'
import { CodeField } from '@/components/forms/code-field'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { resendCodeAction } from '@/lib/accounts/actions/verification'
import { CODE_LENGTH, CODE_SECONDS } from '@/lib/accounts/constants'
import { safeNextPath } from '@/lib/accounts/next-path'
import { getOwnAccount } from '@/lib/accounts/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

interface VerifyEmailPageProps {
  searchParams: Promise<{ next?: string }>
}

export default async function VerifyEmailPage({ searchParams }: VerifyEmailPageProps) {
  const [query, account, t] = await Promise.all([
    searchParams,
    pageData(async () => getOwnAccount(await getViewer())),
    getTranslations('accounts.verify'),
  ])
  const next = safeNextPath(query.next)
  if (account.isVerified) redirect(next ?? '/dashboard')
  return (
    <>
      <AuthHeading title={t('title')}>
        {t('lead', { email: account.email, minutes: CODE_SECONDS / 60 })}
      </AuthHeading>
      <NoMailServerNotice />
      <FormTexts domains={['account']}>
        <VerifyEmailForm>
          <input type="hidden" name="next" value={next ?? ''} />
          <CodeField name="code" label={t('code')} hint={t('codeHint')} length={CODE_LENGTH} />
          <SubmitButton size="lg">{t('submit')}</SubmitButton>
        </VerifyEmailForm>
      </FormTexts>
      <div className="mt-6 flex flex-col items-start gap-4">
        <ActionButton
          action={resendCodeAction}
          fields={{}}
          variant="quiet"
          className="-ml-4"
          doneMessage={t('resent')}
        >
          {t('resend')}
        </ActionButton>
        <p className="text-sm text-muted">
          {t.rich('otherAddress', {
            link: (words) => (
              <TextLink href="/settings/account" prefetch={false}>
                {words}
              </TextLink>
            ),
          })}
        </p>
        <p className="text-sm text-muted">
          {t.rich('later', {
            link: (words) => (
              <TextLink href={next ?? '/courses'} prefetch={false}>
                {words}
              </TextLink>
            ),
          })}
        </p>
      </div>
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.verify')
  return { title: t('title') }
}
