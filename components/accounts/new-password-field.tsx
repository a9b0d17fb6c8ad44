'use client'

import { useEffect, useRef, useState } from 'react'
import { PasswordField } from '@/components/forms/password-field'
import { StrengthMeter, type StrengthTexts } from './strength-meter'

interface NewPasswordFieldProps {
  name: string
  label: string
  hint: string
  texts: StrengthTexts
}

/** A password somebody chooses, with its strength below; what judges it is loaded when the box is first focused. */
export function NewPasswordField({ texts, ...field }: NewPasswordFieldProps) {
  const place = useRef<HTMLDivElement>(null)
  const [isWanted, setIsWanted] = useState(false)
  const [emptied, setEmptied] = useState(0)

  useEffect(() => {
    const form = place.current?.closest('form')
    const begin = () => setEmptied((count) => count + 1)
    form?.addEventListener('reset', begin)
    return () => form?.removeEventListener('reset', begin)
  }, [])

  return (
    <div ref={place} onFocus={() => setIsWanted(true)}>
      <PasswordField
        // A form that was emptied must not go on telling how strong the former password was.
        key={emptied}
        {...field}
        autoComplete="new-password"
        meter={(password) => (isWanted ? <StrengthMeter password={password} texts={texts} /> : null)}
      />
    </div>
  )
}
