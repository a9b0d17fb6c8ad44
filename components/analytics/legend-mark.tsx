import type { ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

/** What a colour of a drawing means, with the figure it stands for. */
export function LegendMark({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2">
      {/* Painted as the drawing is: a ground of the same role may be another shade. */}
      <svg aria-hidden="true" viewBox="0 0 12 12" className={cn('size-3', className)}>
        <rect width="12" height="12" rx="3" />
      </svg>
      {children}
    </span>
  )
}
