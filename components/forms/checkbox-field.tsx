'use client'

import type { ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/lib/utils/cn'
import { FieldErrorText, FieldHint, type FieldProps } from './field'
import { tiesOf, useField } from './form-context'

interface CheckboxFieldProps extends Omit<FieldProps, 'label'> {
  /** May carry links. */
  label: ReactNode
  /** What is sent when it is ticked; boxes of one name with a value each make a list. */
  value?: string
}

export function CheckboxField({
  name,
  label,
  hint,
  isOptional = true,
  value = 'on',
  className,
}: CheckboxFieldProps) {
  const field = useField(name)
  const id = value === 'on' ? field.id : `${field.id}-${value}`
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2 pointer-fine:min-h-8 pointer-fine:py-1">
        <Checkbox
          id={id}
          name={name}
          value={value}
          required={!isOptional}
          defaultChecked={field.initialValue?.split('\n').includes(value) ?? false}
          className="mt-0.5"
          {...tiesOf(field, hint !== undefined)}
        />
        <span>{label}</span>
      </label>
      {hint === undefined ? null : (
        <div className="pl-8">
          <FieldHint field={field}>{hint}</FieldHint>
        </div>
      )}
      {value === 'on' ? <FieldErrorText field={field} /> : null}
    </div>
  )
}
