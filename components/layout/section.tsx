import type { ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

interface SectionProps {
  title: string
  lead?: ReactNode
  /** Stands at the end of the heading's line. */
  action?: ReactNode
  id?: string
  className?: string
  children: ReactNode
}

/** A part of a screen under its own <h2>. */
export function Section({ title, lead, action, id, className, children }: SectionProps) {
  return (
    <section id={id} className={cn('py-6', className)}>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 className="text-xl">{title}</h2>
          {lead ? <p className="mt-1 max-w-measure text-muted">{lead}</p> : null}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
