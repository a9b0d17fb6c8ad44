import { cn } from '@/lib/utils/cn'

/** Turning ring for work that a button began. A screen that waits shows a skeleton instead. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'size-4 animate-spin rounded-full border-2 border-current border-r-transparent',
        className,
      )}
    />
  )
}
