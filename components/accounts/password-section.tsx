import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { FormTexts } from '@/components/forms/form-texts'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { Section } from '@/components/layout/section'
import { requestOwnPasswordLinkAction } from '@/lib/accounts/actions/settings'
import type { OwnAccount } from '@/lib/accounts/dto'
import { NewPasswordField } from './new-password-field'
import { NoMailServerNotice } from './no-mail-server-notice'
import { ChangePasswordForm } from './password-forms'
import { strengthTexts } from './strength-texts'

export async function PasswordSection({ account }: { account: OwnAccount }) {
  return account.hasPassword ? (
    <ChangePassword username={account.username} />
  ) : (
    <FirstPassword account={account} />
  )
}

async function ChangePassword({ username }: { username: string }) {
  const [t, register] = await Promise.all([
    getTranslations('accounts.security'),
    getTranslations('accounts.register'),
  ])
  return (
    <Section title={t('passwordTitle')} lead={t('passwordLead')}>
      <FormTexts domains={['account']}>
        <ChangePasswordForm doneMessage={t('passwordDone')}>
          {/* Password managers need to know whose password this is; the server does not read it. */}
          <input type="text" autoComplete="username" defaultValue={username} hidden readOnly />
          <PasswordField name="currentPassword" label={t('current')} autoComplete="current-password" />
          <NewPasswordField
            name="newPassword"
            label={t('new')}
            hint={register('passwordHint')}
            texts={await strengthTexts()}
          />
          <SubmitButton className="self-start">{t('passwordSubmit')}</SubmitButton>
        </ChangePasswordForm>
      </FormTexts>
    </Section>
  )
}

/** Who came by a provider gets a first password by the same mailed link as who forgot theirs. */
async function FirstPassword({ account }: { account: OwnAccount }) {
  const [t, names] = await Promise.all([
    getTranslations('accounts.security'),
    getTranslations('accounts.providers'),
  ])
  const providers = account.identities.map((provider) => names(provider)).join(', ')
  return (
    <Section title={t('passwordTitle')} lead={t('noPassword', { providers })}>
      <NoMailServerNotice />
      <ActionButton action={requestOwnPasswordLinkAction} fields={{}} doneMessage={t('linkSent')}>
        {t('sendLink')}
      </ActionButton>
    </Section>
  )
}
