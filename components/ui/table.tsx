import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

interface TableProps {
  /** Read out with the table; shown above it only with `isCaptionVisible`. */
  caption: string
  isCaptionVisible?: boolean
  className?: string
  children: ReactNode
}

/** Wider than the screen it scrolls by itself, also by keyboard, and the page does not. */
export function Table({ caption, isCaptionVisible = false, className, children }: TableProps) {
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className={cn('scroll-hint relative overflow-x-auto rounded-lg border border-line', className)}
    >
      <table className="w-full min-w-xl text-left text-sm">
        <caption className={isCaptionVisible ? 'px-4 pt-4 pb-2 text-left font-medium' : 'sr-only'}>
          {caption}
        </caption>
        {children}
      </table>
    </div>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="border-b border-line text-xs text-muted">
      <tr>{children}</tr>
    </thead>
  )
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody className="divide-y divide-line">{children}</tbody>
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('transition-colors hover:bg-surface', className)} {...rest} />
}

interface CellProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: 'start' | 'end'
}

export function HeadCell({ align = 'start', className, ...rest }: CellProps) {
  return (
    <th
      scope="col"
      className={cn('px-4 py-3 font-medium whitespace-nowrap', align === 'end' && 'text-right', className)}
      {...rest}
    />
  )
}

/** The cell that names its row. */
export function RowHeadCell({ className, ...rest }: Omit<ComponentProps<'th'>, 'align'>) {
  return <th scope="row" className={cn('px-4 py-3 font-medium', className)} {...rest} />
}

export function Cell({ align = 'start', className, ...rest }: CellProps) {
  return (
    <td
      className={cn('px-4 py-3 align-middle', align === 'end' && 'text-right tabular-nums', className)}
      {...rest}
    />
  )
}
