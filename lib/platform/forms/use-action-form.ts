'use client'

import { unstable_rethrow } from 'next/navigation'
import {
  useActionState,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  useTransition,
  type FormEvent,
  type RefObject,
} from 'react'
import type { z } from 'zod'
import type { BrowserCheck, FieldCodes } from './browser-check'
import type { ActionFailure, ActionResult } from './result'

export type FormAction<T> = (previous: ActionResult<T> | null, formData: FormData) => Promise<ActionResult<T>>

export interface ActionFormOptions<T> {
  action: FormAction<T>
  /**
   * Loads the schema the action uses, as `() => import('@/lib/courses/schema').then((m) => m.NewCourse)`. It and
   * react-hook-form travel when the form is first focused, so a page that only shows a form stays light.
   */
  schema?: () => Promise<z.ZodType>
  /** By path of the field, as text. */
  defaultValues?: Readonly<Record<string, string>>
  /** The sentence for when the server cannot be reached. */
  unreachable: string
  onDone?: (data: T) => void
  /** Empties the fields after success, as for passwords. */
  isClearedWhenDone?: boolean
}

export interface ActionForm<T> {
  /** For the `<form>` element; with them it also works before and without scripts. */
  formProps: {
    ref: RefObject<HTMLFormElement | null>
    action: (formData: FormData) => void
    onSubmit: (event: FormEvent<HTMLFormElement>) => void
    onFocus: () => void
    noValidate: boolean
  }
  isPending: boolean
  /** False in the server's HTML and until the script is here. */
  isHydrated: boolean
  result: ActionResult<T> | null
  /** The refusal of the last try; its fields stand at their fields. */
  failure: ActionFailure | null
  /** Path of a field → code of the catalogue's `errors`, from the browser's check or the server's. */
  errors: FieldCodes
  /** What the field holds at first: what was typed before the page came back, else the default. */
  initialValueOf: (name: string) => string | undefined
}

/**
 * A form bound to a server action. The schema checks in the browser what the server checks again; field errors land on
 * their fields, the first of them or the summary has the focus, and nothing typed is lost, not even when the network is.
 */
export function useActionForm<T>(options: ActionFormOptions<T>): ActionForm<T> {
  const ref = useRef<HTMLFormElement>(null)
  const [posted, post] = useActionState<ActionResult<T> | null, FormData>(options.action, null)
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  const browser = useBrowserCheck(ref, options, fieldsOfResult(posted))
  const { answered, isPending, send } = useSending(ref, options, browser)
  const result = answered ?? posted
  const typed = result?.ok === false ? result.values : undefined

  return {
    formProps: {
      ref,
      action: post,
      onSubmit: (event) => {
        event.preventDefault()
        const { submitter } = event.nativeEvent as SubmitEvent
        if (!isPending) void send(new FormData(event.currentTarget, submitter))
      },
      onFocus: () => void browser.check(),
      noValidate: isHydrated && options.schema !== undefined,
    },
    isPending,
    isHydrated,
    result,
    failure: result?.ok === false ? result.error : null,
    errors: browser.errors,
    initialValueOf: (name) => typed?.[name] ?? options.defaultValues?.[name],
  }
}

const subscribeToNothing = () => () => undefined

function fieldsOfResult(result: ActionResult<unknown> | null): FieldCodes {
  return result?.ok === false ? (result.error.fields ?? {}) : {}
}

/** Loads the check once, when it is first needed; a check that cannot be loaded leaves the word to the server. */
function useBrowserCheck<T>(
  ref: RefObject<HTMLFormElement | null>,
  { schema }: ActionFormOptions<T>,
  first: FieldCodes,
) {
  const [errors, setErrors] = useState(first)
  const loading = useRef<Promise<BrowserCheck | null> | null>(null)

  const load = async (): Promise<BrowserCheck | null> => {
    if (schema === undefined) return null
    try {
      const [{ checkInBrowser }, loaded] = await Promise.all([import('./browser-check'), schema()])
      if (ref.current === null) return null
      const check = checkInBrowser(ref.current, loaded, setErrors)
      check.report(first)
      return check
    } catch {
      loading.current = null
      return null
    }
  }
  const check = () => (loading.current ??= load())
  return { errors, setErrors, check }
}

/** Checks here, sends, shows the answer; the first error has the focus once it stands on the page. */
function useSending<T>(
  ref: RefObject<HTMLFormElement | null>,
  { action, unreachable, onDone, isClearedWhenDone }: ActionFormOptions<T>,
  { errors, setErrors, check }: ReturnType<typeof useBrowserCheck>,
) {
  const [answered, setAnswered] = useState<ActionResult<T> | null>(null)
  const [isPending, startTransition] = useTransition()
  const focusedFor = useRef<unknown>(null)

  useEffect(() => {
    if (answered === null || answered.ok || focusedFor.current === answered) return
    focusedFor.current = answered
    focusFirstError(ref.current, errors)
  }, [answered, errors, ref])

  const send = async (formData: FormData) => {
    const wrong = (await (await check())?.checkAll()) ?? {}
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return focusFirstError(ref.current, wrong)
    startTransition(async () => {
      const answer = await answerOf(action, formData, unreachable)
      setAnswered(answer)
      setErrors(fieldsOfResult(answer))
      if (!answer.ok) return (await check())?.report(fieldsOfResult(answer))
      if (isClearedWhenDone) ref.current?.reset()
      onDone?.(answer.data)
    })
  }
  return { answered, isPending, send }
}

/** The first wrong field in the order of the page, else the form's summary. */
function focusFirstError(form: HTMLFormElement | null, errors: FieldCodes): void {
  const fields = [...(form?.querySelectorAll<HTMLElement>('input, select, textarea') ?? [])]
  const first = fields.find((field) => Object.hasOwn(errors, field.getAttribute('name') ?? ''))
  const target = first ?? form?.querySelector<HTMLElement>('[data-form-error]')
  target?.focus()
}

async function answerOf<T>(
  action: FormAction<T>,
  formData: FormData,
  unreachable: string,
): Promise<ActionResult<T>> {
  try {
    return await action(null, formData)
  } catch (error) {
    unstable_rethrow(error)
    return { ok: false, error: { code: 'unavailable', message: unreachable } }
  }
}
