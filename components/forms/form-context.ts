'use client'

import { createContext, use } from 'react'
import { useFormTexts } from './form-texts-provider'

interface FormContextValue {
  id: string
  /** Path of a field → code */
  errors: Readonly<Record<string, string>>
  isPending: boolean
  initialValueOf: (name: string) => string | undefined
}

export const FormContext = createContext<FormContextValue | null>(null)

export function useFormState(): FormContextValue {
  const form = use(FormContext)
  if (form === null) throw new Error('A field stands inside <Form>.')
  return form
}

export interface FieldState {
  id: string
  name: string
  hintId: string
  errorId: string
  /** The sentence, or nothing. */
  error: string | undefined
  initialValue: string | undefined
}

/** Everything a field of this name needs, wired once. */
export function useField(name: string): FieldState {
  const { id, errors, initialValueOf } = useFormState()
  const texts = useFormTexts()
  const code = errors[name]
  const fieldId = fieldIdOf(id, name)
  return {
    id: fieldId,
    name,
    hintId: `${fieldId}-hint`,
    errorId: `${fieldId}-error`,
    error: code === undefined ? undefined : (texts.errors[code] ?? texts.errors.invalid ?? code),
    initialValue: initialValueOf(name),
  }
}

export function fieldIdOf(formId: string, name: string): string {
  return `${formId}-${name}`
}

/** The attributes by which a control is tied to its hint and its error. */
export function tiesOf({ hintId, errorId, error }: FieldState, hasHint: boolean) {
  const describedBy = [hasHint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ')
  return {
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    'aria-invalid': error ? (true as const) : undefined,
  }
}
