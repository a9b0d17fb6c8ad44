'use client'

import { Select, type Option } from '@/components/ui/select'
import { Field, type FieldProps } from './field'

interface SelectFieldProps extends FieldProps {
  options: readonly Option[]
  /** The first row, chosen while nothing is. */
  placeholder?: string
  autoComplete?: string
}

export function SelectField({ name, label, hint, isOptional, className, ...select }: SelectFieldProps) {
  return (
    <Field {...{ name, label, hint, isOptional, className }}>
      {(field, ties) => (
        <Select
          // A page without scripts shows again what was chosen: a <select> only takes that as it is made.
          key={field.initialValue}
          id={field.id}
          name={name}
          defaultValue={field.initialValue ?? ''}
          required={!isOptional}
          {...select}
          {...ties}
        />
      )}
    </Field>
  )
}
