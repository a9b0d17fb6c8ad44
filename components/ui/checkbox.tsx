import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'
import { Icon } from './icon'

/** The browser's own checkbox in our paint: it posts, validates and toggles without a script. */
export function Checkbox({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <span className={cn('relative inline-grid size-5 shrink-0 place-items-center', className)}>
      <input
        type="checkbox"
        className="peer size-5 cursor-pointer appearance-none rounded-sm border border-line-strong bg-raised transition-colors checked:border-accent checked:bg-accent hover:border-ink/60 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger forced-colors:appearance-auto"
        {...rest}
      />
      <Icon
        name="check"
        size="sm"
        className="pointer-events-none absolute hidden stroke-3 text-on-accent peer-checked:block forced-colors:hidden!"
      />
    </span>
  )
}
