import type { ComponentProps } from 'react'
import { Link } from '@/i18n/navigation'
import { cn } from '@/lib/utils/cn'

export const textLinkClass =
  'font-medium text-accent underline decoration-current/35 underline-offset-3 transition-colors hover:decoration-current'

/** A link within or beside running text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={cn(textLinkClass, className)} {...rest} />
}
