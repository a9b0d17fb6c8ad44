'use client'

import { useEffect, useRef, useState } from 'react'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { useFormState } from '@/components/forms/form-context'

interface AgeQuestionProps {
  /** The one year of birth in which it depends on the day. */
  boundaryYear: number
  label: string
}

/** Asked only of who was born in that year; in a page without scripts, after the first try. */
export function AgeQuestion({ boundaryYear, label }: AgeQuestionProps) {
  const { errors, initialValueOf } = useFormState()
  const place = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState<string>()

  useEffect(() => {
    const form = place.current?.closest('form')
    const note = (event: Event) => {
      if (event.target instanceof HTMLInputElement && event.target.name === 'birthYear')
        setTyped(event.target.value)
    }
    form?.addEventListener('input', note)
    return () => form?.removeEventListener('input', note)
  }, [])

  const year = typed ?? initialValueOf('birthYear')
  const isAsked = year?.trim() === String(boundaryYear) || 'hasReachedMinimumAge' in errors
  return (
    <div ref={place} className="empty:hidden">
      {isAsked ? <CheckboxField name="hasReachedMinimumAge" label={label} isOptional={false} /> : null}
    </div>
  )
}
