import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { redirect } from 'next/navigation'
import { AuthHeading } from '@/components/accounts/auth-heading'
import { DetectedTimeZone } from '@/components/accounts/detected-fields'
import { NewPasswordField } from '@/components/accounts/new-password-field'
import { PersonFields } from '@/components/accounts/person-fields'
import { ProviderButtons } from '@/components/accounts/provider-buttons'
import { ProviderRegistrationForm, RegistrationForm } from '@/components/accounts/registration-forms'
import { TermsNote } from '@/components/accounts/terms-note'
import { strengthTexts } from '@/components/accounts/strength-texts'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { TextLink } from '@/components/ui/text-link'
import { safeNextPath } from '@/lib/accounts/next-path'
import { readTicket, type Ticket } from '@/lib/accounts/ticket'
import { enabledProviders } from '@/lib/platform/auth/next-auth'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'

export const dynamic = 'force-dynamic'

interface RegisterPageProps {
  searchParams: Promise<{ next?: string; with?: string; role?: string }>
}

export default async function RegisterPage({ searchParams }: RegisterPageProps) {
  const [query, viewer] = await Promise.all([searchParams, getViewer()])
  const next = safeNextPath(query.next)
  if (isMember(viewer)) redirect(next ?? '/dashboard')
  const ticket = query.with === 'provider' ? await readTicket() : null
  if (query.with === 'provider' && !ticket) redirect('/login?error=account.ticket_spent')
  const role = query.role === 'instructor' ? 'instructor' : 'student'
  return ticket ? (
    <WithProvider ticket={ticket} next={next} role={role} />
  ) : (
    <WithPassword next={next} role={role} />
  )
}

async function WithPassword({ next, role }: { next: string | null; role: string }) {
  const [t, locale] = await Promise.all([getTranslations('accounts.register'), getLocale()])
  const signIn = next ? `/login?next=${encodeURIComponent(next)}` : '/login'
  return (
    <>
      <AuthHeading title={t('title')}>
        {t.rich('lead', {
          link: (words) => (
            <TextLink href={signIn} prefetch={false}>
              {words}
            </TextLink>
          ),
        })}
      </AuthHeading>
      <ProviderButtons providers={enabledProviders()} next={next} />
      <FormTexts domains={['account']}>
        <RegistrationForm defaultValues={{ role }}>
          <input type="hidden" name="next" value={next ?? ''} />
          <input type="hidden" name="locale" value={locale} />
          <DetectedTimeZone />
          <PersonFields>
            <TextField name="email" type="email" label={t('email')} autoComplete="email" />
            <NewPasswordField
              name="password"
              label={t('password')}
              hint={t('passwordHint')}
              texts={await strengthTexts()}
            />
          </PersonFields>
          <SubmitButton size="lg">{t('submit')}</SubmitButton>
          <TermsNote />
        </RegistrationForm>
      </FormTexts>
    </>
  )
}

async function WithProvider({ ticket, next, role }: { ticket: Ticket; next: string | null; role: string }) {
  const [t, providers, locale] = await Promise.all([
    getTranslations('accounts.register'),
    getTranslations('accounts.providers'),
    getLocale(),
  ])
  return (
    <>
      <AuthHeading title={t('providerTitle')}>
        {t('providerLead', { provider: providers(ticket.provider), email: ticket.email })}{' '}
        {t.rich('providerOther', {
          link: (words) => (
            <TextLink href="/login" prefetch={false}>
              {words}
            </TextLink>
          ),
        })}
      </AuthHeading>
      <FormTexts domains={['account']}>
        <ProviderRegistrationForm defaultValues={{ role, fullName: ticket.fullName }}>
          <input type="hidden" name="next" value={next ?? ''} />
          <input type="hidden" name="locale" value={locale} />
          <DetectedTimeZone />
          <PersonFields />
          <SubmitButton size="lg">{t('submit')}</SubmitButton>
          <TermsNote />
        </ProviderRegistrationForm>
      </FormTexts>
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.register')
  return { title: t('title'), alternates: { canonical: '/register' } }
}
