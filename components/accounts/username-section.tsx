import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { Section } from '@/components/layout/section'
import { USERNAME_MAX } from '@/lib/accounts/constants'
import { env } from '@/lib/platform/env'
import { UsernameForm } from './settings-forms'

export async function UsernameSection({ username }: { username: string }) {
  const [t, register] = await Promise.all([
    getTranslations('accounts.account'),
    getTranslations('accounts.register'),
  ])
  const address = `${env().APP_URL.replace(/^https?:\/\//, '')}/u/${username}`
  return (
    <Section title={t('usernameTitle')} lead={t('usernameLead', { address })}>
      <FormTexts domains={['account']}>
        <UsernameForm defaultValues={{ username }} doneMessage={t('usernameDone')}>
          <TextField
            name="username"
            label={t('username')}
            hint={register('usernameHint')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={USERNAME_MAX}
          />
          <SubmitButton variant="secondary" className="self-start">
            {t('usernameSubmit')}
          </SubmitButton>
        </UsernameForm>
      </FormTexts>
    </Section>
  )
}
