import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Section } from '@/components/layout/section'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { endOtherSignInsAction, endSignInAction } from '@/lib/accounts/actions/settings'
import type { OwnSignIn } from '@/lib/accounts/dto'
import { formatMoment } from '@/lib/utils/dates'

interface SignInListProps {
  signIns: readonly OwnSignIn[]
  timeZone: string
}

/** Every device on which the person is signed in, and how to end it there. */
export async function SignInList({ signIns, timeZone }: SignInListProps) {
  const t = await getTranslations('accounts.security')
  const hasOthers = signIns.some(({ isCurrent }) => !isCurrent)
  return (
    <Section
      title={t('signInsTitle')}
      lead={hasOthers ? undefined : t('onlyThis')}
      action={
        hasOthers ? (
          <ActionButton
            action={endOtherSignInsAction}
            fields={{}}
            size="sm"
            doneMessage={t('othersEnded')}
            confirm={{
              title: t('endOthersTitle'),
              description: t('endOthersText'),
              confirmLabel: t('endOthers'),
              isDestructive: true,
            }}
          >
            {t('endOthers')}
          </ActionButton>
        ) : undefined
      }
    >
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {signIns.map((signIn) => (
          <SignInRow key={signIn.signInId} signIn={signIn} timeZone={timeZone} />
        ))}
      </ul>
    </Section>
  )
}

async function SignInRow({ signIn, timeZone }: { signIn: OwnSignIn; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('accounts.security'), getLocale()])
  const { signInId, browser, system, deviceType, isCurrent, isProgram, lastSeenAt, signedInAt } = signIn
  const unknown = isProgram ? t('program') : t('unknownDevice')
  const device = browser && system ? t('device', { browser, system }) : (browser ?? system ?? unknown)
  const isHandheld = deviceType === 'mobile' || deviceType === 'tablet'
  return (
    <li className="flex items-center gap-4 px-4 py-3">
      <Icon name={isProgram ? 'code' : isHandheld ? 'smartphone' : 'monitor'} className="text-muted" />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {device}
          {isCurrent ? <Badge tone="accent">{t('thisDevice')}</Badge> : null}
        </p>
        <p className="text-sm text-muted">
          <span className="block">
            {t('seen', { moment: formatMoment(lastSeenAt, { locale, timeZone }) })}
          </span>
          <span className="block">
            {t('since', { moment: formatMoment(signedInAt, { locale, timeZone }) })}
          </span>
        </p>
      </div>
      <ActionButton
        action={endSignInAction}
        fields={{ signInId }}
        size="sm"
        variant="quiet"
        label={isCurrent ? undefined : t('endLabel', { device })}
      >
        {isCurrent ? t('signOut') : t('end')}
      </ActionButton>
    </li>
  )
}
