import { cn } from '@/lib/utils/cn'

/** The shape of what is coming, at its size. Whoever shows it says so once, in words, around the group. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn('animate-pulse rounded-md bg-line/70', className)} />
}
