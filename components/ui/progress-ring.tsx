import type { ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

const RADIUS = 20
const ROUND = 2 * Math.PI * RADIUS

interface ProgressRingProps {
  /** 0 to 100 */
  percent: number
  label: string
  className?: string
  /** Stands in the middle: a figure or an icon. */
  children?: ReactNode
}

export function ProgressRing({ percent, label, className, children }: ProgressRingProps) {
  const done = Math.min(100, Math.max(0, percent))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={done}
      className={cn('relative inline-grid size-12 shrink-0 place-items-center', className)}
    >
      <svg
        viewBox="0 0 48 48"
        fill="none"
        strokeWidth={4.5}
        aria-hidden="true"
        className="absolute inset-0 -rotate-90"
      >
        <circle cx={24} cy={24} r={RADIUS} className="stroke-line" />
        {done > 0 ? (
          <circle
            cx={24}
            cy={24}
            r={RADIUS}
            strokeLinecap="round"
            strokeDasharray={ROUND}
            strokeDashoffset={ROUND * (1 - done / 100)}
            className={cn(
              'transition-[stroke-dashoffset] duration-slow',
              done === 100 ? 'stroke-success' : 'stroke-accent',
            )}
          />
        ) : null}
      </svg>
      <span aria-hidden="true" className="relative text-xs font-semibold tabular-nums">
        {children}
      </span>
    </div>
  )
}
