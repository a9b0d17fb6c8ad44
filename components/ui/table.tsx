import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

interface TableProps {
  /** Read out with the table; shown above it only with `isCaptionVisible`. */
  caption: string
  isCaptionVisible?: boolean
  /** On a phone its rows stand below each other, with the cells' `label` beside what they say. */
  isStackedOnPhone?: boolean
  className?: string
  children: ReactNode
}

/** A cell is looked at with its label, a row with its name above; in the tree that is read out nothing changes. */
const STACKED = [
  'sm:min-w-xl max-sm:block max-sm:[&_tbody]:block max-sm:[&_thead]:sr-only',
  'max-sm:[&_tr]:relative max-sm:[&_tr]:block max-sm:[&_tr]:py-2',
  'max-sm:[&_th]:block max-sm:[&_th]:py-1.5',
  'max-sm:[&_td]:flex max-sm:[&_td]:items-center max-sm:[&_td]:justify-between max-sm:[&_td]:gap-4',
  'max-sm:[&_td]:py-1 max-sm:[&_td]:text-end',
]

/** Wider than the screen it scrolls by itself, also by keyboard, and the page does not. */
export function Table({
  caption,
  isCaptionVisible = false,
  isStackedOnPhone = false,
  className,
  children,
}: TableProps) {
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className={cn('scroll-hint relative overflow-x-auto rounded-lg border border-line', className)}
    >
      <table className={cn('w-full text-left text-sm', isStackedOnPhone ? STACKED : 'min-w-xl')}>
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

/** `label` is the heading of its column, shown beside it where rows are stacked. */
export function Cell({
  align = 'start',
  label,
  className,
  children,
  ...rest
}: CellProps & { label?: string }) {
  return (
    <td
      className={cn('px-4 py-3 align-middle', align === 'end' && 'text-right tabular-nums', className)}
      {...rest}
    >
      {label === undefined ? (
        children
      ) : (
        <>
          <span aria-hidden="true" className="shrink-0 text-muted sm:hidden">
            {label}
          </span>
          <div className="min-w-0">{children}</div>
        </>
      )}
    </td>
  )
}
