import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'

interface EmptyStateProps {
  icon: IconName
  title: string
  /** Says what to do next. */
  children?: ReactNode
  action?: ReactNode
}

/** Nothing here yet, and how to change that. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed border-line-strong/60 px-6 py-14 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon name={icon} size="lg" />
      </span>
      <p className="mt-4 text-lg font-semibold text-balance">{title}</p>
      {children ? <div className="mt-1 max-w-prose text-muted">{children}</div> : null}
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
