import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'

const PADDINGS = { none: '', md: 'p-5 sm:p-6', lg: 'p-6 sm:p-8' } as const

interface CardProps extends ComponentProps<'div'> {
  padding?: keyof typeof PADDINGS
  /** The whole card answers the pointer; the link inside stretches over it with `after:absolute after:inset-0`. */
  isInteractive?: boolean
}

export function Card({ padding = 'md', isInteractive = false, className, ...rest }: CardProps) {
  return (
    <div
      className={cn(
        'rounded-lg border border-line bg-raised',
        PADDINGS[padding],
        isInteractive &&
          'relative transition-colors focus-within:border-line-strong hover:border-line-strong',
        className,
      )}
      {...rest}
    />
  )
}
