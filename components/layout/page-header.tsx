import type { ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

interface PageHeaderProps {
  title: string
  lead?: ReactNode
  /** A breadcrumb or a badge above the title. */
  above?: ReactNode
  actions?: ReactNode
  className?: string
}

/** The one <h1> of a screen, with what belongs to it. */
export function PageHeader({ title, lead, above, actions, className }: PageHeaderProps) {
  return (
    <div
      className={cn(
        'flex flex-wrap items-end justify-between gap-x-6 gap-y-4 pt-8 pb-6 sm:pt-10 sm:pb-8',
        className,
      )}
    >
      <div className="min-w-0">
        {above ? <div className="mb-3">{above}</div> : null}
        <h1 className="text-2xl sm:text-3xl">{title}</h1>
        {lead ? <p className="mt-2 max-w-measure text-muted sm:text-lg">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
