import type { ReactNode } from 'react'
import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { FormTextsProvider } from './form-texts-provider'
import { textsByCode } from './texts-by-code'

interface FormTextsProps {
  /** Domains whose own errors the forms inside may show, as in `errors.account`. */
  domains?: readonly string[]
  children: ReactNode
}

/** Gives the forms inside the few sentences they may need: what is wrong with a field, and what every form says. */
export async function FormTexts({ domains = [], children }: FormTextsProps) {
  const [{ errors }, t] = await Promise.all([getMessages(), getTranslations('common')])
  return (
    <FormTextsProvider
      texts={{
        errors: textsByCode(errors, domains),
        problem: t('form.problem'),
        optional: t('form.optional'),
        showPassword: t('form.showPassword'),
        hidePassword: t('form.hidePassword'),
        unreachable: t('state.offline'),
        reference: t('form.reference', { reference: '{reference}' }),
      }}
    >
      {children}
    </FormTextsProvider>
  )
}
