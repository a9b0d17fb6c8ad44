'use client'

import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/utils/cn'
import { tiesOf, useField, type FieldState } from './form-context'
import { useFormTexts } from './form-texts-provider'

/** What every field of the kit takes. */
export interface FieldProps {
  /** Path of the value in the action's schema. */
  name: string
  label: string
  hint?: ReactNode
  /** Said beside the label; a field without the word is required. */
  isOptional?: boolean
  className?: string
}

interface LabelledProps extends FieldProps {
  /** Stands at the end of the label's line: a link such as “Forgotten password?”. */
  aside?: ReactNode
  children: (field: FieldState, ties: ReturnType<typeof tiesOf>) => ReactNode
}

/** Label, control, hint and error, one under the other, tied to each other for screen readers. */
export function Field({ name, label, hint, isOptional = false, aside, className, children }: LabelledProps) {
  const field = useField(name)
  const texts = useFormTexts()
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={field.id} className="text-sm font-medium">
          {label}
          {isOptional ? <span className="font-normal text-muted"> ({texts.optional})</span> : null}
        </label>
        {aside}
      </div>
      {children(field, tiesOf(field, hint !== undefined))}
      <FieldHint field={field}>{hint}</FieldHint>
      <FieldErrorText field={field} />
    </div>
  )
}

export function FieldHint({ field, children }: { field: FieldState; children: ReactNode }) {
  if (children === undefined || children === null) return null
  return (
    <p id={field.hintId} className="text-sm text-muted">
      {children}
    </p>
  )
}

export function FieldErrorText({ field }: { field: FieldState }) {
  if (field.error === undefined) return null
  return (
    <p id={field.errorId} className="flex items-start gap-1.5 text-sm text-danger">
      <Icon name="circle-exclamation-point" size="sm" className="mt-0.5" />
      <span>{field.error}</span>
    </p>
  )
}
