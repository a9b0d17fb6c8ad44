'use client'

import { useId, type ReactNode } from 'react'
import type { z } from 'zod'
import { Notice } from '@/components/ui/notice'
import { useActionForm, type FormAction } from '@/lib/platform/forms/use-action-form'
import { cn } from '@/lib/utils/cn'
import { FormContext } from './form-context'
import { FormError } from './form-error'
import { useFormTexts } from './form-texts-provider'

interface FormProps<T> {
  action: FormAction<T>
  /** Loads the action's schema, as `() => import('@/lib/accounts/schema').then((m) => m.NewAccount)`. */
  schema?: () => Promise<z.ZodType>
  /** By path of the field, as text; a ticked box is `on`, several ticked ones stand one a line. */
  defaultValues?: Readonly<Record<string, string>>
  /** Said after success, where the form stays on the screen. */
  doneMessage?: string
  onDone?: (data: T) => void
  /** Stands below the fields after success: what is shown once and nowhere else. */
  afterDone?: (data: T) => ReactNode
  /** Empties the fields after success, as for passwords. */
  isClearedWhenDone?: boolean
  /** Read out as the form's name. */
  label?: string
  className?: string
  children: ReactNode
}

/** Fields, one submit button, one action. Refusals stand at their fields, others in a summary above them. */
export function Form<T>({
  action,
  schema,
  defaultValues,
  doneMessage,
  onDone,
  afterDone,
  isClearedWhenDone,
  label,
  className,
  children,
}: FormProps<T>) {
  const id = useId()
  const texts = useFormTexts()
  const form = useActionForm({
    action,
    schema,
    defaultValues,
    onDone,
    isClearedWhenDone,
    unreachable: texts.unreachable,
  })
  const { formProps, failure, errors, isHydrated, isPending, result, initialValueOf } = form

  return (
    <FormContext value={{ id, errors, isPending, initialValueOf }}>
      <form {...formProps} aria-label={label} className={cn('flex flex-col gap-5', className)}>
        <FormError failure={failure} errors={errors} isHydrated={isHydrated} form={formProps.ref} />
        {children}
        <div role="status" className="empty:hidden">
          {result?.ok && doneMessage && !isPending ? <Notice tone="success">{doneMessage}</Notice> : null}
          {result?.ok && !isPending ? afterDone?.(result.data) : null}
        </div>
      </form>
    </FormContext>
  )
}
