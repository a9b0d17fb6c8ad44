import {
  createFormControl,
  set,
  type FieldErrors,
  type FieldValues,
  type UseFormReturn,
} from 'react-hook-form'
import type { z } from 'zod'
import { inputOf } from './form-input'
import { fieldsOf, issueCode } from './issue-codes'

export type FieldCodes = Readonly<Record<string, string>>

export interface BrowserCheck {
  /** Checks everything as a submit does; from then on a field is checked again while it is typed in. */
  checkAll: () => Promise<FieldCodes>
  /** Shows the server's word at a field until it is changed. */
  report: (fields: FieldCodes) => void
}

/**
 * react-hook-form over a form that is already on the page: it is loaded when the form is first focused and never writes
 * to a field, so what was typed meanwhile stays. It checks with the very schema and conversion the server uses, and
 * decides when: a field once it was left, then while it is typed in.
 */
export function checkInBrowser(
  form: HTMLFormElement,
  schema: z.ZodType,
  onChange: (fields: FieldCodes) => void,
): BrowserCheck {
  const control = createFormControl<FieldValues>({
    mode: 'onTouched',
    shouldFocusError: false,
    resolver: async (values) => {
      const errors = errorsOf(schema, form)
      return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors }
    },
  })
  control.subscribe({
    formState: { errors: true, touchedFields: true, dirtyFields: true },
    callback: ({ errors }) => onChange(codesOf(errors ?? {})),
  })
  listen(form, control)

  return {
    checkAll: async () => {
      for (const name of namesOf(form)) control.register(name)
      let codes: FieldCodes = {}
      await control.handleSubmit(
        () => undefined,
        (errors) => {
          codes = codesOf(errors)
        },
      )()
      return codes
    },
    report: (fields) => {
      for (const [name, message] of Object.entries(fields)) {
        control.register(name)
        control.setError(name, { type: 'server', message })
      }
    },
  }
}

/** One listener for all fields, so that those of a row added later are heard too. */
function listen(form: HTMLFormElement, control: Pick<UseFormReturn, 'register'>): void {
  const pass = (type: 'change' | 'blur') => (event: Event) => {
    const field = event.target
    if (!isField(field)) return
    const { onBlur, onChange } = control.register(field.name)
    const handler = type === 'blur' ? onBlur : onChange
    void handler({ type, target: { name: field.name, value: field.value } })
  }
  form.addEventListener('input', pass('change'))
  form.addEventListener('focusout', (event) => afterPress(() => pass('blur')(event)))
}

let isPressed = false

if (typeof document !== 'undefined') {
  document.addEventListener('pointerdown', () => (isPressed = true), true)
  for (const end of ['pointerup', 'pointercancel'])
    document.addEventListener(end, () => (isPressed = false), true)
}

/**
 * A message that appears while the pointer is down moves the button away from under it, and the press is lost. A field
 * that was left by a press is judged when the press is over.
 */
function afterPress(run: () => void): void {
  if (!isPressed) return run()
  const end = () => setTimeout(run)
  document.addEventListener('pointerup', end, { once: true })
}

function namesOf(form: HTMLFormElement): Set<string> {
  return new Set([...form.elements].filter(isField).map((field) => field.name))
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function isField(element: unknown): element is Field {
  const isControl =
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  return isControl && element.name !== '' && !element.name.startsWith('$') && element.type !== 'hidden'
}

function errorsOf(schema: z.ZodType, form: HTMLFormElement): FieldErrors {
  const errors: FieldErrors = {}
  const parsed = schema.safeParse(inputOf(schema, new FormData(form)), { error: issueCode })
  if (parsed.success) return errors
  for (const [name, message] of Object.entries(fieldsOf(parsed.error.issues)))
    set(errors, name, { type: 'schema', message })
  return errors
}

/** The tree of errors as paths: `{ price: { amount: { message } } }` → `{ 'price.amount': message }`. */
function codesOf(errors: object, path: readonly string[] = []): Record<string, string> {
  return Object.entries(errors).reduce<Record<string, string>>((codes, [key, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || value instanceof Element) return codes
    if ('message' in value && typeof value.message === 'string' && 'type' in value) {
      return { ...codes, [[...path, key].join('.')]: value.message }
    }
    return { ...codes, ...codesOf(value, [...path, key]) }
  }, {})
}
