import type { ComponentProps } from 'react'
import { controlClass } from './control-class'
import { Icon } from './icon'

export interface Option {
  value: string
  label: string
}

interface SelectProps extends ComponentProps<'select'> {
  options: readonly Option[]
  /** The first row, chosen while nothing is. */
  placeholder?: string
}

/** The browser's own list: it knows every phone's wheel and every screen reader. */
export function Select({ options, placeholder, className, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select
        className={controlClass(
          `min-h-11 cursor-pointer appearance-none py-1.5 pr-10 pl-3 pointer-fine:min-h-10 ${className ?? ''}`,
        )}
        {...rest}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon
        name="chevron-down"
        size="sm"
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
      />
    </span>
  )
}
