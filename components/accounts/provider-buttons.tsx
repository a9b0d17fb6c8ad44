import { getTranslations } from '@/i18n/texts'
import { buttonClass } from '@/components/ui/button-class'
import type { IdentityProvider } from '@/lib/accounts/constants'
import { ProviderMark } from './provider-mark'

interface ProviderButtonsProps {
  providers: readonly IdentityProvider[]
  next: string | null
}

/** The other ways in. Plain links, because they lead to another site and need no script. */
export async function ProviderButtons({ providers, next }: ProviderButtonsProps) {
  const t = await getTranslations('accounts.providers')
  if (providers.length === 0) return null
  return (
    <div className="flex flex-col gap-3">
      {providers.map((provider) => (
        <a key={provider} href={startAddress(provider, next)} className={buttonClass({ size: 'lg' })}>
          <ProviderMark provider={provider} />
          {t('continueWith', { provider: t(provider) })}
        </a>
      ))}
      <p className="my-3 flex items-center gap-4 text-sm text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        {t('or')}
      </p>
    </div>
  )
}

export function startAddress(provider: IdentityProvider, next: string | null): string {
  return `/api/auth/start/${provider}${next ? `?next=${encodeURIComponent(next)}` : ''}`
}
