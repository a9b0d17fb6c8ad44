import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'

/** One choice of several. Rows and legend belong to the radio field. */
export function Radio({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <input
      type="radio"
      className={cn(
        'size-5 shrink-0 cursor-pointer appearance-none rounded-full border border-line-strong bg-raised transition-[border-width,border-color] hover:border-ink/60 forced-colors:appearance-auto',
        'checked:border-6 checked:border-accent checked:bg-on-accent disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger',
        className,
      )}
      {...rest}
    />
  )
}
