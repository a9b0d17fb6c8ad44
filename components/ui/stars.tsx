import type { CSSProperties } from 'react'
import { cn } from '@/lib/utils/cn'

interface StarsProps {
  /** 0 to 5, with any fraction. */
  value: number
  /** What is read out: “4.3 of 5 stars”. */
  label: string
  size?: 'sm' | 'md'
  className?: string
}

const SIZES = { sm: '1rem', md: '1.25rem' } as const

/** Five stars, filled as far as the value goes; drawn by `.stars` in the style sheet. */
export function Stars({ value, label, size = 'sm', className }: StarsProps) {
  const earned = (100 * Math.min(5, Math.max(0, value))) / 5
  const measures = { '--star': SIZES[size], '--earned': `${earned}%` } as CSSProperties
  return <span role="img" aria-label={label} className={cn('stars', className)} style={measures} />
}
