'use client'

import type { ReactNode } from 'react'
import { CheckboxField } from './checkbox-field'
import { FieldErrorText, FieldHint } from './field'
import { useField } from './form-context'

interface CheckboxGroupProps {
  /** Of the list in the action's schema. */
  name: string
  label: string
  hint?: ReactNode
  options: readonly { value: string; label: ReactNode }[]
  className?: string
}

/** Boxes that make one list, under one name and with one error. */
export function CheckboxGroup({ name, label, hint, options, className }: CheckboxGroupProps) {
  const field = useField(name)
  const described = [hint ? field.hintId : '', field.error ? field.errorId : ''].filter(Boolean).join(' ')
  return (
    <fieldset className={className} aria-describedby={described || undefined}>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <FieldHint field={field}>{hint}</FieldHint>
      {options.map((option) => (
        <CheckboxField key={option.value} name={name} value={option.value} label={option.label} />
      ))}
      <FieldErrorText field={field} />
    </fieldset>
  )
}
