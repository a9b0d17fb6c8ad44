import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import type { ButtonLook } from '@/components/ui/button-class'
import type { FormAction } from '@/lib/platform/forms/use-action-form'
import { ActionForm } from './action-form'

export interface ActionButtonProps<T> extends ButtonLook {
  action: FormAction<T>
  /** What the action needs to know, usually one id. */
  fields: Readonly<Record<string, string>>
  /** Read out when the button is only a picture. */
  label?: string
  /** Given, it asks first: with the thing's name and what is lost. */
  confirm?: {
    title: string
    description: string
    confirmLabel: string
    isDestructive?: boolean
    /** Fields of the kit that it asks for too; the button then stands in `FormTexts`. */
    ask?: ReactNode
  }
  /** Said politely after success, where the button stays. */
  doneMessage?: string
  className?: string
  children: ReactNode
}

/** A button that does one thing to one thing. A refusal stands under it; it works before and without scripts. */
export async function ActionButton<T>({ confirm, ...rest }: ActionButtonProps<T>) {
  const t = await getTranslations('common')
  return (
    <ActionForm
      {...rest}
      confirm={confirm && { ...confirm, cancelLabel: t('actions.cancel') }}
      unreachable={t('state.offline')}
    />
  )
}
