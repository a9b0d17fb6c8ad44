'use client'

import { useRef, useSyncExternalStore, type ReactNode } from 'react'
import type { z } from 'zod'
import { FormContext, useFormState } from '@/components/forms/form-context'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Icon, type IconName } from '@/components/ui/icon'
import { cn } from '@/lib/utils/cn'
import type { Conflict, DraftSaver, SaveState } from './draft-saver'
import { useAutosave } from './use-autosave'

export interface AutosaveTexts {
  save: string
  saved: string
  unsaved: string
  saving: string
  offline: string
  refused: string
  locked: string
  /** With `{name}` where who it was goes. */
  conflict: string
  conflictSomebody: string
  yours: string
  theirs: string
  keepMine: string
  takeTheirs: string
  retry: string
  empty: string
}

interface AutosaveProps {
  /** The call that saves, by PATCH. */
  address: string
  /** As the page was rendered: what stands in the fields by name, and the version that holds it. */
  values: Readonly<Record<string, string>>
  version: number
  /** Who wrote that version; null where nobody did yet, or where the name is not known any more. */
  by: string | null
  /** Names the person and the thing in this browser. */
  shelf: string
  /** Fields on which the page itself depends. */
  shapes?: readonly string[]
  /** The fields mean something together only: all are sent whenever one is written. */
  isWhole?: boolean
  /** Of the call's body without its version. */
  schema: () => Promise<z.ZodType>
  /** By root of a field's name, for the words of a conflict. */
  labels: Readonly<Record<string, string>>
  texts: AutosaveTexts
  /** The fields. */
  children: ReactNode
}

const ICONS: Record<SaveState, IconName> = {
  saved: 'circle-check',
  unsaved: 'pencil',
  saving: 'loader-circle',
  offline: 'wifi-off',
  refused: 'triangle-exclamation-point',
  conflict: 'triangle-exclamation-point',
}

/**
 * Inside a form, around its fields: saves them as they are written and says so below. Without scripts it is the form's
 * button. What has not arrived is kept in the browser; what is refused is said at its field and, as that may be far off,
 * below as well; where two people wrote the same field, it asks which one stays.
 */
export function Autosave(props: AutosaveProps) {
  const { texts, labels, children } = props
  const place = useRef<HTMLDivElement>(null)
  const { errors } = useFormTexts()
  const form = useFormState()
  const { address, shelf, schema, shapes, isWhole, values, version, by } = props
  const held = { values, version, by }
  const { state, fault, conflict, saver } = useAutosave(place, {
    address,
    shelf,
    schema,
    shapes,
    isWhole,
    held,
  })
  const isHydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
  const sentence = fault === null ? '' : (errors[fault.code] ?? errors['invalid'] ?? fault.code)
  const refused = fault?.field ? { [fault.field]: fault.code } : {}
  return (
    <>
      <FormContext value={{ ...form, errors: { ...form.errors, ...refused } }}>{children}</FormContext>
      <div
        ref={place}
        className="sticky bottom-0 z-10 -mx-4 border-t border-line bg-surface px-4 py-3 sm:mx-0 sm:px-0"
      >
        {isHydrated ? (
          <>
            <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
              <p
                role="status"
                data-save-state={state}
                className={cn(
                  'flex items-center gap-2 text-sm',
                  state === 'refused' || state === 'conflict' ? 'text-danger' : 'text-muted',
                )}
              >
                <Icon
                  name={ICONS[state]}
                  size="sm"
                  className={state === 'saving' ? 'animate-spin' : undefined}
                />
                {state === 'conflict' ? nameIn(texts, conflict) : texts[state]}
              </p>
              {state === 'offline' || state === 'refused' ? (
                <Button size="sm" onClick={() => void saver.send()}>
                  {texts.retry}
                </Button>
              ) : null}
            </div>
            {fault ? (
              <p className="mt-1 text-sm text-danger">
                {fault.field && labels[fault.field] ? `${labels[fault.field]}: ${sentence}` : sentence}
              </p>
            ) : null}
            {conflict ? <Choice {...{ conflict, texts, labels, saver }} /> : null}
          </>
        ) : (
          <SubmitButton>{texts.save}</SubmitButton>
        )}
      </div>
    </>
  )
}

function nameIn(texts: AutosaveTexts, conflict: Conflict | null): string {
  return conflict?.by ? texts.conflict.replace('{name}', conflict.by) : texts.conflictSomebody
}

interface ChoiceProps {
  conflict: Conflict
  texts: AutosaveTexts
  labels: Readonly<Record<string, string>>
  saver: Pick<DraftSaver, 'keepMine' | 'takeTheirs' | 'wordsOf'>
}

/** Both texts beside each other, and the two ways on. */
function Choice({ conflict, texts, labels, saver }: ChoiceProps) {
  return (
    <section aria-label={nameIn(texts, conflict)} className="mt-3 max-h-[50dvh] overflow-y-auto">
      <ul className="flex flex-col gap-4">
        {conflict.fields.map(({ name, mine, theirs }) => (
          <li key={name}>
            <p className="text-sm font-medium">{labels[name] ?? name}</p>
            <dl className="mt-1 grid gap-3 sm:grid-cols-2">
              {[
                [texts.yours, saver.wordsOf(name, mine)] as const,
                [texts.theirs, saver.wordsOf(name, theirs)] as const,
              ].map(([label, text]) => (
                <div key={label} className="min-w-0 rounded-md border border-line p-3">
                  <dt className="text-xs text-muted">{label}</dt>
                  <dd
                    dir="auto"
                    className="mt-1 max-h-40 overflow-y-auto text-sm wrap-anywhere whitespace-pre-wrap"
                  >
                    {text === '' ? <span className="text-muted">{texts.empty}</span> : text}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => saver.keepMine()}>
          {texts.keepMine}
        </Button>
        <Button onClick={() => saver.takeTheirs()}>{texts.takeTheirs}</Button>
      </div>
    </section>
  )
}
