import type { ReactNode } from 'react'
import { Icon } from './icon'
import { LinkButton } from './link-button'

interface PaginationProps {
  /** Says what is paged, to screen readers. */
  label: string
  /** Back to the top of the list; null on its first page. */
  first: { href: string; label: string } | null
  next: { href: string; label: string } | null
  /** Such as "24 of 1,000+". */
  children?: ReactNode
}

/** Pages of a keyset: one cannot jump into the middle of it, so there is the beginning and what follows. */
export function Pagination({ label, first, next, children }: PaginationProps) {
  if (!first && !next) return null
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3 pt-6">
      <p className="text-sm text-muted">{children}</p>
      <div className="flex gap-2">
        {first ? (
          <LinkButton href={first.href} prefetch={false}>
            <Icon name="undo-2" size="sm" />
            {first.label}
          </LinkButton>
        ) : null}
        {next ? (
          <LinkButton href={next.href} prefetch={false} rel="next">
            {next.label}
            <Icon name="arrow-right" size="sm" />
          </LinkButton>
        ) : null}
      </div>
    </nav>
  )
}
