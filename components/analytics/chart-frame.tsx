import type { ReactNode } from 'react'
import { useTranslations } from '@/i18n/texts'

interface ChartFrameProps {
  /** The top of the axis, the middle of which is half of it. */
  top: string
  bottom: string
  /** Below the drawing, from its beginning to its end. */
  marks: readonly string[]
  /** What the drawing says, for who does not see it; the figures stand in the table below it. */
  label: string
  children: ReactNode
  /** The figures as a table. */
  table: ReactNode
}

/** A drawing with its axes; wide or narrow, its words keep their size, because they are no part of it. */
export function ChartFrame({ top, bottom, marks, label, children, table }: ChartFrameProps) {
  const t = useTranslations('analytics')
  return (
    <figure>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div
          aria-hidden="true"
          className="flex flex-col justify-between text-right text-xs text-muted tabular-nums"
        >
          <span className="-translate-y-1/2">{top}</span>
          <span className="translate-y-1/2">{bottom}</span>
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox="0 0 1000 100"
          preserveAspectRatio="none"
          className="h-36 w-full overflow-visible sm:h-44"
        >
          <g className="stroke-line" strokeWidth="1">
            <line x1="0" x2="1000" y1="0" y2="0" vectorEffect="non-scaling-stroke" />
            <line x1="0" x2="1000" y1="50" y2="50" vectorEffect="non-scaling-stroke" />
          </g>
          {children}
          <line
            x1="0"
            x2="1000"
            y1="100"
            y2="100"
            strokeWidth="1"
            vectorEffect="non-scaling-stroke"
            className="stroke-line-strong"
          />
        </svg>
        <span />
        <div aria-hidden="true" className="mt-3 flex justify-between gap-2 text-xs text-muted">
          {marks.map((mark) => (
            <span key={mark}>{mark}</span>
          ))}
        </div>
      </div>
      <details className="mt-2">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-medium text-accent pointer-fine:min-h-9">
          {t('asTable')}
        </summary>
        <div className="mt-2 max-h-96 overflow-y-auto">{table}</div>
      </details>
    </figure>
  )
}
