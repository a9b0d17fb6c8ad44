'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { startTransition, useActionState, useEffect, useRef, type FormEvent } from 'react'
import { useForm, type DefaultValues, type FieldValues, type Path, type UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { issueCode } from './issue-codes'
import type { ActionFailure, ActionResult } from './result'

type Action<T> = (previous: ActionResult<T> | null, formData: FormData) => Promise<ActionResult<T>>

export type ActionForm<TValues extends FieldValues, T> = {
  form: UseFormReturn<TValues>
  /** For the `<form>` element; with them it also works before and without scripts. */
  formProps: {
    ref: React.RefObject<HTMLFormElement | null>
    action: (formData: FormData) => void
    onSubmit: (event: FormEvent<HTMLFormElement>) => void
    noValidate: true
  }
  isPending: boolean
  result: ActionResult<T> | null
  /** The refusal of the last try; its fields stand at their fields. */
  failure: ActionFailure | null
  /** Code of the catalogue's `errors` for a field, from the browser's check or the server's; also without scripts. */
  errorOf: (name: Path<TValues>) => string | undefined
  /** What the field holds at first: what was typed before the page came back, else the default. */
  initialValueOf: (name: Path<TValues>) => string
}

/**
 * A form bound to a server action. The schema checks in the browser what the server checks again; the server's field
 * errors land on their fields and the first of them has the focus; nothing typed is lost.
 */
export function useActionForm<TValues extends FieldValues, T>({
  schema,
  action,
  defaultValues,
}: {
  schema?: z.ZodType<unknown, TValues>
  action: Action<T>
  defaultValues?: DefaultValues<TValues>
}): ActionForm<TValues, T> {
  const [result, submit, isPending] = useActionState<ActionResult<T> | null, FormData>(action, null)
  const failure = result?.ok === false ? result.error : null
  const typed = result?.ok === false ? result.values : undefined
  const form = useForm<TValues>({
    defaultValues,
    // The resolver's types want one exact schema class; any schema whose input is the form's values does.
    ...(schema === undefined
      ? {}
      : { resolver: zodResolver(schema as never, { error: issueCode }) as never }),
  })
  const element = useRef<HTMLFormElement>(null)
  useFailureShown(failure, form, element)

  return {
    form,
    formProps: {
      ref: element,
      action: submit,
      onSubmit: (event) => {
        event.preventDefault()
        const target = event.currentTarget
        const submitter = (event.nativeEvent as SubmitEvent).submitter
        void form.handleSubmit(() => startTransition(() => submit(new FormData(target, submitter))))(event)
      },
      noValidate: true,
    },
    isPending,
    result,
    failure,
    errorOf: (name) => {
      const shown = form.getFieldState(name, form.formState).error?.message
      // Before scripts run, the server's word is all there is; afterwards it has been handed to the field.
      return (
        shown ?? (form.formState.isDirty || form.formState.isSubmitted ? undefined : failure?.fields?.[name])
      )
    },
    initialValueOf: (name) => typed?.[name] ?? textAt(defaultValues, name),
  }
}

/** Hands the server's field errors to their fields and moves the focus to the first, or to the form's summary. */
function useFailureShown<TValues extends FieldValues>(
  failure: ActionFailure | null,
  form: UseFormReturn<TValues>,
  element: React.RefObject<HTMLFormElement | null>,
): void {
  const { setError } = form
  useEffect(() => {
    if (failure === null || element.current === null) return
    const fields = failure.fields ?? {}
    for (const [name, message] of Object.entries(fields))
      setError(name as Path<TValues>, { type: 'server', message })
    const controls = [...element.current.querySelectorAll<HTMLElement>('input, select, textarea')]
    const first = controls.find((control) => Object.hasOwn(fields, control.getAttribute('name') ?? ''))
    const target = first ?? element.current.querySelector<HTMLElement>('[data-form-error]')
    target?.focus()
  }, [failure, setError, element])
}

function textAt(values: unknown, name: string): string {
  const found = name
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      values,
    )
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
