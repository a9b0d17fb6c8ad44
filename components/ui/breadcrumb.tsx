import { Fragment } from 'react'
import { Link } from '@/i18n/navigation'
import { cn } from '@/lib/utils/cn'
import { Icon } from './icon'

export interface Crumb {
  label: string
  /** The last one, where the person is, has none. */
  href?: string
}

export function Breadcrumb({
  label,
  crumbs,
  className,
}: {
  label: string
  crumbs: readonly Crumb[]
  className?: string
}) {
  return (
    <nav aria-label={label} className={cn('text-sm text-muted', className)}>
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.href ?? crumb.label}>
            {index > 0 ? (
              <li aria-hidden="true">
                <Icon name="chevron-right" size="sm" className="text-line-strong rtl:-scale-x-100" />
              </li>
            ) : null}
            <li className="min-w-0">
              {crumb.href ? (
                <Link href={crumb.href} className="transition-colors hover:text-ink hover:underline">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page">{crumb.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}
