import type { ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

/** What a colour of a drawing means, with the figure it stands for. */
export function LegendMark({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={cn('size-3 rounded-sm', className)} />
      {children}
    </span>
  )
}
