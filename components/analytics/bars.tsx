import { cn } from '@/lib/utils/cn'

interface BarsProps {
  values: readonly number[]
  /** The top of the axis. */
  top: number
  /** Which of so many bars side by side these are. */
  slot?: { index: number; count: number }
  className?: string
}

/** Bars from the bottom of a chart. One path, because a year of elements would weigh more than the page. */
export function Bars({ values, top, slot = { index: 0, count: 1 }, className }: BarsProps) {
  const step = 1000 / Math.max(1, values.length)
  const width = (step * 0.8) / slot.count
  const path = values.map((value, index) => {
    if (value <= 0) return ''
    const left = index * step + step * 0.1 + slot.index * width
    const height = Math.min(100, (100 * value) / top)
    return `M${round(left)} 100v${round(-height)}h${round(width)}V100z`
  })
  return <path d={path.join('')} className={cn('fill-accent', className)} />
}

function round(number: number): number {
  return Math.round(number * 100) / 100
}
