'use client'

import { useId, type ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Select, type Option } from '@/components/ui/select'
import { cn } from '@/lib/utils/cn'
import { FaultText, useFault } from './faults'

interface LabelledProps {
  label: string
  hint?: string
  /** Of the value in what is saved, from the place the field stands at: what is wrong with it is said here. */
  name?: string
  className?: string
  children: (ties: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}

/** Label, control, hint and what is wrong, one under the other and tied to each other. */
export function Labelled({ label, hint, name, className, children }: LabelledProps) {
  const id = useId()
  const fault = useFault(name)
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(fault === undefined ? {} : { 'aria-invalid': true as const }),
      })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <FaultText id={`${id}-fault`}>{fault}</FaultText>
    </div>
  )
}

interface FieldOf<T> {
  label: string
  hint?: string
  name?: string
  value: T
  onChange: (value: T) => void
  className?: string
}

export function LineField({ label, hint, name, value, onChange, className }: FieldOf<string>) {
  return (
    <Labelled {...{ label, hint, name, className }}>
      {(ids) => (
        <Input {...ids} dir="auto" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Labelled>
  )
}

interface NumberFieldProps extends Omit<FieldOf<number | null>, 'value'> {
  value: number | null
  step?: number | 'any'
}

/** Empty is null. It keeps what is typed, so that a decimal sign or a minus can be begun. */
export function NumberField(props: NumberFieldProps) {
  const { label, hint, name, value, onChange, className, step = 'any' } = props
  return (
    <Labelled {...{ label, hint, name, className }}>
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

interface NeededNumberProps extends Omit<NumberFieldProps, 'value' | 'onChange'> {
  value: number
  onChange: (value: number) => void
}

/**
 * A number that must be there. Empty is no number at all and never a nought: it is sent as nothing, so that the server
 * says at this field that it is missing.
 */
export function NeededNumber({ value, onChange, ...rest }: NeededNumberProps) {
  return (
    <NumberField
      {...rest}
      value={Number.isFinite(value) ? value : null}
      onChange={(given) => onChange(given ?? Number.NaN)}
    />
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
  name,
  value,
  onChange,
  className,
  options,
}: ChoiceFieldProps<T>) {
  const chosen = (given: string) => options.find((option) => option.value === given)?.value ?? value
  return (
    <Labelled {...{ label, hint, name, className }}>
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
export function ListField({ label, hint, name, value, onChange, className }: FieldOf<string[]>) {
  const listOf = (text: string) => [
    ...new Set(text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))),
  ]
  return (
    <Labelled {...{ label, hint, name, className }}>
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
