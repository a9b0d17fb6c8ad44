'use client'

import { useState, type ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { Field, type FieldProps } from './field'
import { useFormTexts } from './form-texts-provider'

interface PasswordFieldProps extends FieldProps {
  autoComplete: 'current-password' | 'new-password'
  aside?: ReactNode
  /** Below the box, given what is in it: how strong it is. */
  meter?: (password: string) => ReactNode
}

/** Never filled again by a page without scripts. The eye only works with scripts and is not shown without them. */
export function PasswordField({
  name,
  label,
  hint,
  isOptional,
  aside,
  className,
  autoComplete,
  meter,
}: PasswordFieldProps) {
  const texts = useFormTexts()
  const [isShown, setIsShown] = useState(false)
  const [typed, setTyped] = useState('')
  return (
    <Field {...{ name, label, hint, isOptional, aside, className }}>
      {(field, ties) => (
        <>
          <div className="relative">
            <Input
              id={field.id}
              name={name}
              type={isShown ? 'text' : 'password'}
              autoComplete={autoComplete}
              autoCapitalize="none"
              spellCheck={false}
              required={!isOptional}
              onChange={meter ? (event) => setTyped(event.target.value) : undefined}
              className="pr-12"
              {...ties}
            />
            <button
              type="button"
              aria-label={isShown ? texts.hidePassword : texts.showPassword}
              aria-controls={field.id}
              onClick={() => setIsShown(!isShown)}
              className="absolute inset-y-0 right-0 grid needs-script w-11 place-items-center rounded-md text-muted hover:text-ink focus-visible:-outline-offset-2"
            >
              <Icon name={isShown ? 'eye-off' : 'eye'} />
            </button>
          </div>
          {meter?.(typed)}
        </>
      )}
    </Field>
  )
}
