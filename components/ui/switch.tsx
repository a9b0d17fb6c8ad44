import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'

/** On or off, at once. Within a form that is saved later use a checkbox. */
export function Switch({ className, ...rest }: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return (
    <span className={cn('relative inline-flex h-6 w-11 shrink-0 items-center', className)}>
      <input
        type="checkbox"
        role="switch"
        className="peer h-6 w-11 cursor-pointer appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-60"
        {...rest}
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute left-1 size-4 rounded-full bg-muted transition-[translate,background-color] peer-checked:translate-x-5 peer-checked:bg-on-accent"
      />
    </span>
  )
}
