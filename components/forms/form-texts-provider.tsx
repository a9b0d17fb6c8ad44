'use client'

import { createContext, use, type ReactNode } from 'react'

export interface FormTextsValue {
  /** Code → sentence */
  errors: Readonly<Record<string, string>>
  problem: string
  optional: string
  showPassword: string
  hidePassword: string
  unreachable: string
  /** With `{reference}` where it goes. */
  reference: string
}

const FormTextsContext = createContext<FormTextsValue | null>(null)

export function FormTextsProvider({ texts, children }: { texts: FormTextsValue; children: ReactNode }) {
  return <FormTextsContext value={texts}>{children}</FormTextsContext>
}

export function useFormTexts(): FormTextsValue {
  const texts = use(FormTextsContext)
  if (texts === null) throw new Error('A form stands inside <FormTexts>, which gives it its sentences.')
  return texts
}
