import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Section } from '@/components/layout/section'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { unlinkIdentityAction } from '@/lib/accounts/actions/settings'
import type { IdentityProvider } from '@/lib/accounts/constants'
import { startAddress } from './provider-buttons'
import { ProviderMark } from './provider-mark'

interface IdentityListProps {
  /** Those this academy offers, and those the person has whether or not it still does. */
  offered: readonly IdentityProvider[]
  connected: readonly IdentityProvider[]
}

export async function IdentityList({ offered, connected }: IdentityListProps) {
  const t = await getTranslations('accounts.security')
  const providers = [...new Set([...offered, ...connected])]
  if (providers.length === 0) return null
  return (
    <Section title={t('providersTitle')} lead={t('providersLead')}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {providers.map((provider) => (
          <IdentityRow
            key={provider}
            provider={provider}
            isConnected={connected.includes(provider)}
            isOffered={offered.includes(provider)}
          />
        ))}
      </ul>
    </Section>
  )
}

interface IdentityRowProps {
  provider: IdentityProvider
  isConnected: boolean
  isOffered: boolean
}

async function IdentityRow({ provider: id, isConnected, isOffered }: IdentityRowProps) {
  const [t, names] = await Promise.all([
    getTranslations('accounts.security'),
    getTranslations('accounts.providers'),
  ])
  const provider = names(id)
  return (
    <li className="flex items-center gap-4 px-4 py-3">
      <ProviderMark provider={id} />
      <p className="flex min-w-0 grow flex-wrap items-center gap-2 font-medium">
        {provider}
        {isConnected ? <Badge tone="success">{t('connected')}</Badge> : null}
      </p>
      {isConnected ? (
        <ActionButton
          action={unlinkIdentityAction}
          fields={{ provider: id }}
          size="sm"
          variant="quiet"
          label={t('disconnectLabel', { provider })}
          confirm={{
            title: t('disconnectTitle', { provider }),
            description: t('disconnectText', { provider }),
            confirmLabel: t('disconnect'),
            isDestructive: true,
          }}
        >
          {t('disconnect')}
        </ActionButton>
      ) : isOffered ? (
        <a
          href={startAddress(id, '/settings/security')}
          aria-label={t('connectLabel', { provider })}
          className={buttonClass({ size: 'sm' })}
        >
          {t('connect')}
        </a>
      ) : null}
    </li>
  )
}
