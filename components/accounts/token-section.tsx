import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { FormTexts } from '@/components/forms/form-texts'
import { PasswordField } from '@/components/forms/password-field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { Section } from '@/components/layout/section'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import { revokeApiTokenAction } from '@/lib/accounts/actions/tokens'
import { API_TOKEN_DAYS, API_TOKEN_NAME_MAX } from '@/lib/accounts/constants'
import type { OwnAccount, OwnApiToken } from '@/lib/accounts/dto'
import { SCOPES } from '@/lib/platform/auth/scopes'
import { formatMoment } from '@/lib/utils/dates'
import { TokenForm } from './token-form'

interface TokenSectionProps {
  tokens: readonly OwnApiToken[]
  account: Pick<OwnAccount, 'hasPassword' | 'role' | 'preferences'>
}

/** The tokens that a person has made for programs of theirs, and how to make one. */
export async function TokenSection({ tokens, account }: TokenSectionProps) {
  const t = await getTranslations('accounts.security.tokens')
  return (
    <Section
      title={t('title')}
      lead={t.rich('lead', { docs: (text) => <TextLink href="/docs/api">{text}</TextLink> })}
    >
      {tokens.length > 0 ? (
        <ul className="mb-6 divide-y divide-line rounded-lg border border-line bg-raised">
          {tokens.map((token) => (
            <TokenRow key={token.tokenId} token={token} timeZone={account.preferences.timeZone} />
          ))}
        </ul>
      ) : null}
      <NewToken account={account} />
    </Section>
  )
}

async function TokenRow({ token, timeZone }: { token: OwnApiToken; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('accounts.security.tokens'), getLocale()])
  const { tokenId, name, prefix, scopes, expiresAt, lastUsedAt } = token
  const at = (moment: Date) => formatMoment(moment, { locale, timeZone })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Icon name="code" className="text-muted" />
      <div className="min-w-0 grow basis-60">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {name}
          <code className="text-sm text-muted">{t('begins', { prefix })}</code>
        </p>
        <p className="text-sm text-muted">
          <span className="block">{t('ends', { moment: at(expiresAt) })}</span>
          <span className="block">
            {lastUsedAt === null ? t('unused') : t('used', { moment: at(lastUsedAt) })}
          </span>
        </p>
        <ul className="mt-2 flex flex-wrap gap-1" aria-label={t('mayLabel', { name })}>
          {scopes.map((scope) => (
            <li key={scope}>
              <Badge>{t(`short.${scopeKey(scope)}`)}</Badge>
            </li>
          ))}
        </ul>
      </div>
      <ActionButton
        action={revokeApiTokenAction}
        fields={{ tokenId }}
        size="sm"
        variant="quiet"
        label={t('revokeLabel', { name })}
        confirm={{
          title: t('revokeTitle', { name }),
          description: t('revokeText'),
          confirmLabel: t('revoke'),
          isDestructive: true,
        }}
      >
        {t('revoke')}
      </ActionButton>
    </li>
  )
}

async function NewToken({ account }: Pick<TokenSectionProps, 'account'>) {
  const t = await getTranslations('accounts.security.tokens')
  const offered = SCOPES.filter((scope) => mayUse(scope, account.role))
  const texts = { title: t('madeTitle'), text: t('madeText'), copy: t('copy'), copied: t('copied') }
  return (
    <FormTexts domains={['account']}>
      <TokenForm label={t('formLabel')} texts={texts}>
        <TextField
          name="name"
          label={t('name')}
          hint={t('nameHint')}
          maxLength={API_TOKEN_NAME_MAX}
          autoComplete="off"
        />
        <CheckboxGroup
          name="scopes"
          label={t('scopes')}
          options={offered.map((scope) => ({ value: scope, label: t(`scope.${scopeKey(scope)}`) }))}
        />
        <SelectField
          name="days"
          label={t('days')}
          options={API_TOKEN_DAYS.map((days) => ({
            value: days,
            label: t('daysOption', { days: Number(days) }),
          }))}
        />
        {account.hasPassword ? (
          <PasswordField name="password" label={t('password')} autoComplete="current-password" />
        ) : null}
        <SubmitButton variant="secondary" className="self-start">
          {t('make')}
        </SubmitButton>
      </TokenForm>
    </FormTexts>
  )
}

type ScopeName = (typeof SCOPES)[number]

/** As the catalogue of texts calls it: a dot in a key would be a step in its path, and a colon is none of its letters. */
function scopeKey<S extends ScopeName>(scope: S) {
  return scope.replace(':', '_') as S extends `${infer Thing}:${infer Act}` ? `${Thing}_${Act}` : S
}

/** A scope gives no right that its owner lacks, so what one lacks is not offered. */
function mayUse(scope: ScopeName, role: OwnAccount['role']): boolean {
  if (scope === 'admin') return role === 'admin'
  return role !== 'student' || (scope !== 'courses:write' && scope !== 'students:read')
}
