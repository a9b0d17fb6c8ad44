'use client'

import { useId, type ComponentProps } from 'react'
import { Input } from '@/components/ui/input'
import { Select, type Option } from '@/components/ui/select'
import { cn } from '@/lib/utils/cn'

interface BuilderFieldProps {
  name: string
  label: string
  value: string
  onValue: (value: string) => void
  hint?: string
  /** The sentence. */
  error?: string | undefined
  options?: readonly Option[]
  type?: ComponentProps<'input'>['type']
  inputMode?: ComponentProps<'input'>['inputMode']
  list?: string
  maxLength?: number
  className?: string
}

/** One value of the builder, with its label, hint and error. */
export function BuilderField({
  label,
  onValue,
  hint,
  error,
  options,
  className,
  ...field
}: BuilderFieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  const ties = {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': error ? true : undefined,
  }
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {options === undefined ? (
        <Input {...field} {...ties} autoComplete="off" onChange={(event) => onValue(event.target.value)} />
      ) : (
        <Select
          name={field.name}
          value={field.value}
          options={options}
          {...ties}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      ) : null}
    </div>
  )
}
