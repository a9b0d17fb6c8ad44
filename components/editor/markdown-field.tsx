'use client'

import { useField } from '@/components/forms/form-context'
import type { FieldProps } from '@/components/forms/field'
import { MarkdownEditor } from './markdown-editor'
import type { SendPicture } from './use-pictures'

interface MarkdownFieldProps extends Omit<FieldProps, 'hint'> {
  hint?: string
  onUpload?: SendPicture
  maxLength?: number
  rows?: number
}

/** The editor as a field of a form: first value and error are the form's. */
export function MarkdownField({ name, isOptional = false, ...rest }: MarkdownFieldProps) {
  const field = useField(name)
  return (
    <MarkdownEditor
      {...rest}
      id={field.id}
      name={name}
      isOptional={isOptional}
      defaultValue={field.initialValue}
      error={field.error}
    />
  )
}
