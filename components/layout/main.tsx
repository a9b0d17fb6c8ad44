import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'
import { MAIN_ID } from './skip-link'

/** The one <main>: where the skip link leads. */
export function Main({ className, ...rest }: ComponentProps<'main'>) {
  return <main id={MAIN_ID} tabIndex={-1} className={cn('grow outline-none', className)} {...rest} />
}
