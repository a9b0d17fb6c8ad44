'use client'

import { useId, useSyncExternalStore } from 'react'
import { Field } from '@/components/forms/field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { readTimeZone } from './detected-fields'

interface TimeZoneFieldProps {
  name: string
  label: string
  hint: string
  /** With `{zone}` where it goes. */
  detectedText: string
  zones: readonly { value: string; label: string }[]
}

const subscribeToNothing = () => () => undefined

/** Typed, and completed from the browser's own searchable list; what the device says is one press away. */
export function TimeZoneField({ name, label, hint, detectedText, zones }: TimeZoneFieldProps) {
  const listId = useId()
  const detected = useSyncExternalStore(subscribeToNothing, readTimeZone, () => '')
  return (
    <Field name={name} label={label} hint={hint}>
      {(field, ties) => (
        <>
          <Input
            id={field.id}
            name={name}
            list={listId}
            defaultValue={field.initialValue}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...ties}
          />
          <datalist id={listId}>
            {zones.map((zone) => (
              <option key={zone.value} value={zone.value}>
                {zone.label}
              </option>
            ))}
          </datalist>
          {detected && detected !== field.initialValue ? (
            <Button
              variant="quiet"
              size="sm"
              className="-ml-3 self-start"
              onClick={() => {
                const box = document.getElementById(field.id)
                if (box instanceof HTMLInputElement) box.value = detected
              }}
            >
              {detectedText.replace('{zone}', detected)}
            </Button>
          ) : null}
        </>
      )}
    </Field>
  )
}
