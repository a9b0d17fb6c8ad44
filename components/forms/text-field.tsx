'use client'

import type { ComponentProps } from 'react'
import { Input } from '@/components/ui/input'
import { Field, type FieldProps } from './field'

type TextFieldProps = FieldProps & { aside?: React.ReactNode } & Pick<
    ComponentProps<'input'>,
    | 'type'
    | 'autoComplete'
    | 'inputMode'
    | 'maxLength'
    | 'minLength'
    | 'min'
    | 'max'
    | 'step'
    | 'placeholder'
    | 'autoCapitalize'
    | 'spellCheck'
    | 'readOnly'
    | 'pattern'
    | 'list'
  >

export function TextField({ name, label, hint, isOptional, aside, className, ...input }: TextFieldProps) {
  return (
    <Field {...{ name, label, hint, isOptional, aside, className }}>
      {(field, ties) => (
        <Input
          id={field.id}
          name={name}
          defaultValue={field.initialValue}
          required={!isOptional}
          {...input}
          {...ties}
        />
      )}
    </Field>
  )
}
