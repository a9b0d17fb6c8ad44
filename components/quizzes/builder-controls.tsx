'use client'

import { useId, type ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Select, type Option } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { cn } from '@/lib/utils/cn'

interface LabelledProps {
  label: string
  hint?: string
  className?: string
  children: (ids: { id: string; 'aria-describedby'?: string }) => ReactNode
}

function Labelled({ label, hint, className, children }: LabelledProps) {
  const id = useId()
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }) })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

interface FieldOf<T> {
  label: string
  hint?: string
  value: T
  onChange: (value: T) => void
  className?: string
}

export function LineField({ label, hint, value, onChange, className }: FieldOf<string>) {
  return (
    <Labelled {...{ label, hint, className }}>
      {(ids) => (
        <Input {...ids} dir="auto" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Labelled>
  )
}

export function TextArea({ label, hint, value, onChange, className }: FieldOf<string>) {
  return (
    <Labelled {...{ label, hint, className }}>
      {(ids) => (
        <Textarea
          {...ids}
          dir="auto"
          rows={3}
          className="min-h-20"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  )
}

interface NumberFieldProps extends Omit<FieldOf<number | null>, 'value'> {
  value: number | null
  step?: number | 'any'
}

/** Empty is null. It keeps what is typed, so that a decimal sign or a minus can be begun. */
export function NumberField({ label, hint, value, onChange, className, step = 'any' }: NumberFieldProps) {
  return (
    <Labelled {...{ label, hint, className }}>
      {(ids) => (
        <Input
          {...ids}
          type="number"
          step={step}
          defaultValue={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? null : target.valueAsNumber)}
        />
      )}
    </Labelled>
  )
}

export function Tick({ label, value, onChange, className }: FieldOf<boolean>) {
  return (
    <label className={cn('flex min-h-11 items-center gap-3 text-sm pointer-fine:min-h-8', className)}>
      <Checkbox checked={value} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}

interface ChoiceFieldProps<T extends string> extends FieldOf<T> {
  options: readonly (Option & { value: T })[]
}

export function ChoiceField<T extends string>({
  label,
  hint,
  value,
  onChange,
  className,
  options,
}: ChoiceFieldProps<T>) {
  const chosen = (given: string) => options.find((option) => option.value === given)?.value ?? value
  return (
    <Labelled {...{ label, hint, className }}>
      {(ids) => (
        <Select
          {...ids}
          options={options}
          value={value}
          onChange={(event) => onChange(chosen(event.target.value))}
        />
      )}
    </Labelled>
  )
}

/** A list with one separator, shown as one line; what is typed stays as it is until the field is left. */
export function ListField({ label, hint, value, onChange, className }: FieldOf<string[]>) {
  const listOf = (text: string) => [
    ...new Set(text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))),
  ]
  return (
    <Labelled {...{ label, hint, className }}>
      {(ids) => (
        <Input
          {...ids}
          dir="auto"
          defaultValue={value.join(', ')}
          onChange={(event) => onChange(listOf(event.target.value))}
        />
      )}
    </Labelled>
  )
}
