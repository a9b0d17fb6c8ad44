'use client'

import { useSyncExternalStore, type RefObject } from 'react'
import { Notice } from '@/components/ui/notice'
import type { ActionFailure } from '@/lib/platform/forms/result'
import { fieldIdOf, useFormState } from './form-context'
import { useFormTexts } from './form-texts-provider'

interface FormErrorProps {
  failure: ActionFailure | null
  errors: Readonly<Record<string, string>>
  isHydrated: boolean
  form: RefObject<HTMLFormElement | null>
}

/**
 * What no field can show, in a box that takes the focus. In a page without scripts nobody can lead the person to the
 * first wrong field, so there the box lists them all, each a link to its field.
 */
export function FormError({ failure, errors, isHydrated, form }: FormErrorProps) {
  const { id } = useFormState()
  const texts = useFormTexts()
  const fields = useSyncExternalStore(
    subscribeToNothing,
    () => namesIn(form.current),
    () => '',
  )
  const listed = Object.entries(errors).filter(([name]) => !isHydrated || !fields.split('\n').includes(name))
  const isAboutFields = Object.keys(failure?.fields ?? errors).length > 0
  if (listed.length === 0 && (failure === null || isAboutFields)) return null

  return (
    <div data-form-error="" tabIndex={-1} autoFocus className="rounded-md outline-offset-2">
      <Notice tone="danger" role="alert" title={isAboutFields ? texts.problem : undefined}>
        {isAboutFields ? (
          <ul className="mt-1 list-disc pl-5">
            {listed.map(([name, code]) => (
              <li key={name}>
                <a href={`#${fieldIdOf(id, name)}`} className="underline underline-offset-3">
                  {texts.errors[code] ?? texts.errors.invalid ?? code}
                </a>
              </li>
            ))}
          </ul>
        ) : (
          <p>{failure?.message}</p>
        )}
        {failure?.reference ? (
          <p className="mt-1 font-mono text-xs">
            {texts.reference.replace('{reference}', failure.reference)}
          </p>
        ) : null}
      </Notice>
    </div>
  )
}

const subscribeToNothing = () => () => undefined

/** As one text, because a snapshot has to stay equal while nothing changes. */
function namesIn(form: HTMLFormElement | null): string {
  return [...(form?.querySelectorAll('input, select, textarea') ?? [])]
    .map((field) => field.getAttribute('name'))
    .join('\n')
}
