import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'

/** `page` for what is browsed, `list` for rows, `measure` for reading and settings, `form` for a few fields. */
const WIDTHS = {
  page: 'max-w-page',
  list: 'max-w-4xl',
  measure: 'max-w-measure',
  form: 'max-w-form',
} as const

interface ContainerProps extends ComponentProps<'div'> {
  width?: keyof typeof WIDTHS
}

/** The page's margins, the same on every screen. */
export function Container({ width = 'page', className, ...rest }: ContainerProps) {
  return <div className={cn('mx-auto w-full px-4 sm:px-6 lg:px-8', WIDTHS[width], className)} {...rest} />
}
