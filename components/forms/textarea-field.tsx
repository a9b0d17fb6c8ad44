'use client'

import type { ComponentProps } from 'react'
import { Textarea } from '@/components/ui/textarea'
import { Field, type FieldProps } from './field'

type TextareaFieldProps = FieldProps &
  Pick<ComponentProps<'textarea'>, 'rows' | 'maxLength' | 'placeholder' | 'spellCheck'>

export function TextareaField({ name, label, hint, isOptional, className, ...textarea }: TextareaFieldProps) {
  return (
    <Field {...{ name, label, hint, isOptional, className }}>
      {(field, ties) => (
        <Textarea
          id={field.id}
          name={name}
          defaultValue={field.initialValue}
          required={!isOptional}
          {...textarea}
          {...ties}
        />
      )}
    </Field>
  )
}
