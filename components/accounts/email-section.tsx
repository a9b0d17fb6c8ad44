import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { CodeField } from '@/components/forms/code-field'
import { FormTexts } from '@/components/forms/form-texts'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { Section } from '@/components/layout/section'
import { Badge } from '@/components/ui/badge'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { cancelEmailChangeAction } from '@/lib/accounts/actions/settings'
import { CODE_LENGTH } from '@/lib/accounts/constants'
import type { OwnAccount } from '@/lib/accounts/dto'
import { ConfirmEmailChangeForm } from './code-forms'
import { NoMailServerNotice } from './no-mail-server-notice'
import { EmailForm } from './settings-forms'

export async function EmailSection({ account }: { account: OwnAccount }) {
  const t = await getTranslations('accounts.account')
  const { email, isVerified, pendingEmail, hasPassword } = account
  return (
    <Section
      title={t('emailTitle')}
      lead={t('emailLead', { email })}
      action={
        isVerified ? (
          <Badge tone="success" icon="check">
            {t('emailVerified')}
          </Badge>
        ) : (
          <span className="flex items-center gap-3">
            <Badge tone="warning">{t('emailUnverified')}</Badge>
            <TextLink href="/verify-email?next=/settings/account" prefetch={false} className="text-sm">
              {t('emailVerify')}
            </TextLink>
          </span>
        )
      }
    >
      <FormTexts domains={['account']}>
        {pendingEmail ? <PendingChange email={pendingEmail} /> : <NewAddress hasPassword={hasPassword} />}
      </FormTexts>
    </Section>
  )
}

async function NewAddress({ hasPassword }: { hasPassword: boolean }) {
  const t = await getTranslations('accounts.account')
  return (
    <EmailForm>
      <TextField name="email" type="email" label={t('email')} autoComplete="email" />
      {hasPassword ? (
        <PasswordField name="password" label={t('emailPassword')} autoComplete="current-password" />
      ) : null}
      <SubmitButton variant="secondary" className="self-start">
        {t('emailSubmit')}
      </SubmitButton>
    </EmailForm>
  )
}

async function PendingChange({ email }: { email: string }) {
  const t = await getTranslations('accounts.account')
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="accent">{t('emailPending', { email })}</Notice>
      <NoMailServerNotice />
      <ConfirmEmailChangeForm>
        <CodeField name="code" label={t('code')} length={CODE_LENGTH} />
        <SubmitButton className="self-start">{t('codeSubmit')}</SubmitButton>
      </ConfirmEmailChangeForm>
      <ActionButton action={cancelEmailChangeAction} fields={{}} variant="quiet" className="-ml-4 self-start">
        {t('emailCancel')}
      </ActionButton>
    </div>
  )
}
