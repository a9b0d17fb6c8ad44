'use client'

import { Input } from '@/components/ui/input'
import { Field, type FieldProps } from './field'

interface CodeFieldProps extends FieldProps {
  length?: number
}

/** A code of digits from a mail: one box, so that it can be pasted, filled in by the phone and read out as one. */
export function CodeField({ name, label, hint, className, length = 6 }: CodeFieldProps) {
  return (
    <Field {...{ name, label, hint, className }}>
      {(field, ties) => (
        <Input
          id={field.id}
          name={name}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern={`\\s*(\\d\\s*){${length}}`}
          // Room for the spaces of a code that was pasted in two halves.
          maxLength={length + 4}
          spellCheck={false}
          className="text-center font-mono text-2xl tracking-[0.35em] tabular-nums"
          {...ties}
        />
      )}
    </Field>
  )
}
