import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils/cn'

/** Where the skip link leads. */
export const MAIN_ID = 'main'

/** The one <main>. */
export function Main({ className, ...rest }: ComponentProps<'main'>) {
  return <main id={MAIN_ID} tabIndex={-1} className={cn('grow outline-none', className)} {...rest} />
}
