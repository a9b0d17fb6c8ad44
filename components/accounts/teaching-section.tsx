import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Section } from '@/components/layout/section'
import { applyToTeachAction } from '@/lib/accounts/actions/settings'
import type { OwnAccount } from '@/lib/accounts/dto'

interface TeachingSectionProps {
  account: OwnAccount
  /** Where the page is called what the section is called elsewhere. */
  title?: string
}

/** Where an application to teach stands, and the button that makes one. */
export async function TeachingSection({ account, title }: TeachingSectionProps) {
  const t = await getTranslations('accounts.account')
  const { role, isApproved, application, can } = account
  if (role === 'admin') return null
  const reason = application?.status === 'returned' ? application.reason : null
  const lead = isApproved
    ? t('teachingApproved')
    : application?.status === 'waiting'
      ? t('teachingWaiting')
      : reason
        ? t('teachingReturned')
        : t('teachingStudent')
  return (
    <Section title={title ?? t('teachingTitle')} lead={lead}>
      {reason ? (
        <blockquote className="mb-4 border-l-2 border-line-strong pl-4 whitespace-pre-line">
          {reason}
        </blockquote>
      ) : null}
      {can.applyToTeach ? (
        <ActionButton action={applyToTeachAction} fields={{}}>
          {reason ? t('teachingAgain') : t('teachingApply')}
        </ActionButton>
      ) : null}
    </Section>
  )
}
