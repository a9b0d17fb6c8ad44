'use client'

import { useState } from 'react'
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
  const [isWanted, setIsWanted] = useState(false)
  return (
    <div onFocus={() => setIsWanted(true)}>
      <PasswordField
        {...field}
        autoComplete="new-password"
        meter={(password) => (isWanted ? <StrengthMeter password={password} texts={texts} /> : null)}
      />
    </div>
  )
}
