import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { CodeField } from '@/components/forms/code-field'
import { FormTexts } from '@/components/forms/form-texts'
import { PasswordField } from '@/components/forms/password-field'
import { TextField } from '@/components/forms/text-field'
import { Section } from '@/components/layout/section'
import { Notice } from '@/components/ui/notice'
import { requestErasureCodeAction } from '@/lib/accounts/actions/settings'
import { CODE_LENGTH, CODE_SECONDS } from '@/lib/accounts/constants'
import { env } from '@/lib/platform/env'
import { ErasureForm } from './erasure-form'
import { NoMailServerNotice } from './no-mail-server-notice'

export interface Erasure {
  username: string
  email: string
  hasPassword: boolean
  isCodeSent: boolean
  isLastAdmin: boolean
  mayTeach: boolean
  /** Titles of the courses that need this person. */
  coursesOnHand: readonly string[]
}

/** What goes and what stays, and then the way there, or what stands in it. */
export async function ErasureSection({ erasure }: { erasure: Erasure }) {
  const t = await getTranslations('accounts.privacy')
  const { username, email, mayTeach, isLastAdmin, coursesOnHand, hasPassword, isCodeSent } = erasure
  const address = `${env().APP_URL.replace(/^https?:\/\//, '')}/u/${username}`
  const isFree = !isLastAdmin && coursesOnHand.length === 0
  return (
    <Section title={t('eraseTitle')} lead={t('eraseLead')}>
      <div className="mb-6 grid gap-6 sm:grid-cols-2">
        <Consequences title={t('lost')}>
          <li>{t('lostAccount', { address })}</li>
          <li>{t('lostLearning')}</li>
          <li>{t('lostKept')}</li>
          <li>{t('lostSignIns')}</li>
          <li>{t('lostName')}</li>
        </Consequences>
        <Consequences title={t('stays')}>
          <li>{t('staysLetter', { email })}</li>
          <li>{t('staysCertificates')}</li>
          {mayTeach ? <li>{t('staysCourses')}</li> : null}
        </Consequences>
      </div>
      {coursesOnHand.length > 0 ? <CoursesOnHand titles={coursesOnHand} /> : null}
      {isLastAdmin ? <Notice tone="warning">{t('lastAdmin')}</Notice> : null}
      {isFree && !hasPassword && !isCodeSent ? <CodeRequest email={email} /> : null}
      {isFree && (hasPassword || isCodeSent) ? <Confirmation erasure={erasure} /> : null}
    </Section>
  )
}

function Consequences({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-2 font-semibold">{title}</h3>
      <ul className="list-disc space-y-1 pl-5 wrap-anywhere">{children}</ul>
    </div>
  )
}

const TITLES_SHOWN = 10

async function CoursesOnHand({ titles }: { titles: readonly string[] }) {
  const t = await getTranslations('accounts.privacy')
  const hidden = titles.length - TITLES_SHOWN
  return (
    <Notice tone="warning" className="mb-4">
      <p>{t('teaches')}</p>
      <ul className="mt-2 list-disc pl-5 wrap-anywhere">
        {titles.slice(0, TITLES_SHOWN).map((title, index) => (
          <li key={index}>{title}</li>
        ))}
        {hidden > 0 ? <li>{t('teachesMore', { count: hidden })}</li> : null}
      </ul>
    </Notice>
  )
}

/** Who came by a provider has no password to type. */
async function CodeRequest({ email }: { email: string }) {
  const t = await getTranslations('accounts.privacy')
  return (
    <>
      <p className="mb-4 max-w-measure wrap-anywhere">{t('codeLead', { email })}</p>
      <ActionButton action={requestErasureCodeAction} fields={{}}>
        {t('codeSend')}
      </ActionButton>
    </>
  )
}

async function Confirmation({ erasure: { username, email, hasPassword } }: { erasure: Erasure }) {
  const t = await getTranslations('accounts.privacy')
  return (
    <FormTexts domains={['account']}>
      {hasPassword ? null : (
        <>
          <Notice tone="accent" className="mb-4">
            {t('codePending', { email, minutes: CODE_SECONDS / 60 })}
          </Notice>
          <NoMailServerNotice />
        </>
      )}
      <ErasureForm
        words={{
          open: t('open'),
          title: t('dialogTitle', { username }),
          description: t('dialogText'),
          submit: t('submit'),
          cancel: t('cancel'),
        }}
      >
        <TextField
          name="username"
          label={t('usernameConfirm')}
          hint={t.rich('usernameHint', {
            username,
            name: (words) => <span className="font-mono text-ink">{words}</span>,
          })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        {hasPassword ? (
          <PasswordField name="password" label={t('password')} autoComplete="current-password" />
        ) : (
          <CodeField name="code" label={t('code')} length={CODE_LENGTH} />
        )}
      </ErasureForm>
    </FormTexts>
  )
}
