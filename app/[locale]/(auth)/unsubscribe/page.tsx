import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { AuthHeading } from '@/components/accounts/auth-heading'
import { ActionButton } from '@/components/forms/action-button'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { resubscribeAction, unsubscribeAction } from '@/lib/notifications/actions'
import { NOTIFICATION_REASONS } from '@/lib/notifications/constants'
import type { UnsubscribeState } from '@/lib/notifications/dto'
import { findUnsubscribeState } from '@/lib/notifications/queries'
import { Resubscribe } from '@/lib/notifications/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { AppError } from '@/lib/platform/errors'

export const dynamic = 'force-dynamic'

interface UnsubscribePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where the link of a letter leads. Opening it changes nothing, because scanners of mail open links too. */
export default async function UnsubscribePage({ searchParams }: UnsubscribePageProps) {
  const [given, t, academy] = await Promise.all([
    searchParams,
    getTranslations('notifications.unsubscribe'),
    getTranslations('site'),
  ])
  const { token, courseUpdate, grade, certificate } = given
  const asked = Resubscribe.safeParse({ token, courseUpdate, grade, certificate })
  const state = asked.success ? await stateOf(asked.data.token) : NOTIFICATION_REASONS.linkForged
  return (
    <>
      <AuthHeading title={t('title', { academy: academy('name') })} />
      {typeof state === 'string' || !asked.success ? (
        <Notice tone="warning" title={t('unusable')} role="status">
          {t(state === NOTIFICATION_REASONS.linkExpired ? 'expired' : 'forged')}
        </Notice>
      ) : (
        <UnsubscribeChoice state={state} asked={asked.data} />
      )}
      <p className="mt-6">
        <TextLink href="/settings/notifications" prefetch={false}>
          {t('settings')}
        </TextLink>
      </p>
    </>
  )
}

async function UnsubscribeChoice({ state, asked }: { state: UnsubscribeState; asked: Resubscribe }) {
  const t = await getTranslations('notifications.unsubscribe')
  const words = { scope: t(state.scope), address: state.address }
  const canUndo = [asked.courseUpdate, asked.grade, asked.certificate].some((before) => before !== undefined)
  if (!state.isOff)
    return (
      <>
        <p className="mb-6">{t('ask', words)}</p>
        <ActionButton action={unsubscribeAction} fields={{ token: asked.token }} variant="primary" size="lg">
          {t('confirm')}
        </ActionButton>
      </>
    )
  return (
    <Notice
      tone="success"
      role="status"
      title={t('off', words)}
      action={
        canUndo ? (
          <ActionButton action={resubscribeAction} fields={{ ...asked }} size="sm">
            {t('undo')}
          </ActionButton>
        ) : undefined
      }
    >
      {t('offNote')}
    </Notice>
  )
}

/** Or why the link cannot be used; an account that is gone is told like a link that was never made. */
async function stateOf(token: string): Promise<UnsubscribeState | string> {
  try {
    return (await findUnsubscribeState(await getViewer(), { token })) ?? NOTIFICATION_REASONS.linkForged
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden')
      return error.reason ?? NOTIFICATION_REASONS.linkForged
    throw error
  }
}

export async function generateMetadata(): Promise<Metadata> {
  const [t, academy] = await Promise.all([
    getTranslations('notifications.unsubscribe'),
    getTranslations('site'),
  ])
  return { title: t('title', { academy: academy('name') }), robots: { index: false } }
}
