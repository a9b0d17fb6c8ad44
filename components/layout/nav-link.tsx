'use client'

import type { ComponentProps } from 'react'
import { Link } from '@/i18n/navigation'
import { usePathname } from '@/i18n/pathname'

interface NavLinkProps extends Omit<ComponentProps<typeof Link>, 'href'> {
  href: string
  /** `section` is current below its address too, `page` only at it. */
  match?: 'section' | 'page'
}

/** A link that knows when it leads to where the person is; style it by `aria-[current=page]:`. */
export function NavLink({ href, match = 'section', ...rest }: NavLinkProps) {
  const pathname = usePathname()
  const isCurrent =
    pathname === href || (match === 'section' && href !== '/' && pathname.startsWith(`${href}/`))
  return <Link href={href} aria-current={isCurrent ? 'page' : undefined} {...rest} />
}
