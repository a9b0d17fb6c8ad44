'use client'

import type { ReactNode } from 'react'
import { Radio } from '@/components/ui/radio'
import { cn } from '@/lib/utils/cn'
import { FieldErrorText, FieldHint, type FieldProps } from './field'
import { tiesOf, useField } from './form-context'

interface RadioFieldProps extends FieldProps {
  options: readonly { value: string; label: string; hint?: ReactNode }[]
  /** Side by side from 640 px on. */
  isInline?: boolean
}

/** One of a few, all in sight. More than about six are a SelectField. */
export function RadioField({
  name,
  label,
  hint,
  isOptional = false,
  options,
  isInline = false,
  className,
}: RadioFieldProps) {
  const field = useField(name)
  return (
    <fieldset
      className={cn('flex flex-col gap-1.5', className)}
      {...tiesOf(field, hint !== undefined)}
      aria-invalid={undefined}
    >
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <FieldHint field={field}>{hint}</FieldHint>
      <div className={cn('grid gap-2', isInline && 'sm:auto-cols-fr sm:grid-flow-col')}>
        {options.map((option, index) => (
          <label
            key={option.value}
            className="flex cursor-pointer items-start gap-3 rounded-md border border-line-strong bg-raised px-4 py-3 transition-colors hover:border-ink/60 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <Radio
              id={index === 0 ? field.id : `${field.id}-${option.value}`}
              name={name}
              value={option.value}
              required={!isOptional}
              defaultChecked={field.initialValue === option.value}
              className="mt-0.5"
              aria-invalid={field.error ? true : undefined}
            />
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.hint ? <span className="block text-sm text-muted">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldErrorText field={field} />
    </fieldset>
  )
}
