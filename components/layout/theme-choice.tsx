'use client'

import { useSyncExternalStore, type ReactNode } from 'react'
import type { Theme } from '@/lib/accounts/constants'
import { readTheme, subscribeToTheme, writeTheme } from './theme'

interface ThemeChoiceProps {
  legend: string
  /** Pictures come from the server, so that no icon travels as script. */
  options: readonly { value: Theme; label: string; icon: ReactNode }[]
}

/** Light, dark or like the device. Kept in a cookie, which the server writes onto <html> before the page arrives. */
export function ThemeChoice({ legend, options }: ThemeChoiceProps) {
  const theme = useSyncExternalStore(subscribeToTheme, readTheme, () => 'system' as const)
  return (
    <fieldset className="needs-script">
      <legend className="px-3 pt-2 pb-1 text-xs font-medium text-muted">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 text-sm font-medium transition-colors hover:bg-sunken has-checked:text-accent has-focus-visible:outline-2 pointer-fine:min-h-9"
        >
          <input
            type="radio"
            name="theme"
            value={option.value}
            checked={theme === option.value}
            onChange={() => writeTheme(option.value)}
            className="sr-only"
          />
          {option.icon}
          {option.label}
          {theme === option.value ? (
            <span aria-hidden="true" className="ml-auto size-2 rounded-full bg-accent" />
          ) : null}
        </label>
      ))}
    </fieldset>
  )
}
