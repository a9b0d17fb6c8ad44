import { cn } from '@/lib/utils/cn'

interface ProgressBarProps {
  /** 0 to 100 */
  percent: number
  label: string
  className?: string
}

export function ProgressBar({ percent, label, className }: ProgressBarProps) {
  const done = Math.min(100, Math.max(0, percent))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={done}
      className={cn('h-2 w-full overflow-hidden rounded-full bg-line forced-color-adjust-none', className)}
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width] duration-slow',
          done === 100 ? 'bg-success' : 'bg-accent',
        )}
        style={{ width: `${done}%` }}
      />
    </div>
  )
}
