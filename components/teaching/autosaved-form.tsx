'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import type { FormAction } from '@/lib/platform/forms/use-action-form'
import { Autosave } from './autosave'

interface AutosavedFormProps<T> extends Omit<ComponentProps<typeof Autosave>, 'version' | 'by' | 'children'> {
  action: FormAction<T>
  /** Of the action, for pages without scripts. */
  formSchema?: ComponentProps<typeof Form<T>>['schema']
  /** What the action has to know beside the fields and the version, usually one id. */
  fields: Readonly<Record<string, string>>
  /** The version that the values are of, and who wrote it. */
  edit: { version: number; by: string | null }
  isEditable: boolean
  label: string
  className?: string
  children: ReactNode
}

/** A form that is saved as it is written; only shown where it cannot be changed. Without scripts it has a button. */
export function AutosavedForm<T>(props: AutosavedFormProps<T>) {
  const { action, formSchema, fields, edit, isEditable, label, className, children, ...saving } = props
  const written = (
    <fieldset disabled={!isEditable} className="contents">
      <legend className="sr-only">{label}</legend>
      {children}
    </fieldset>
  )
  return (
    <Form
      action={action}
      schema={formSchema}
      defaultValues={saving.values}
      label={label}
      className={className}
    >
      {Object.entries({ ...fields, version: String(edit.version) }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {isEditable ? (
        <Autosave {...saving} version={edit.version} by={edit.by}>
          {written}
        </Autosave>
      ) : (
        written
      )}
    </Form>
  )
}
