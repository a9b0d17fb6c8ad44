import { cn } from '@/lib/utils/cn'
import { Icon } from './icon'

interface StarsProps {
  /** 0 to 5, with any fraction. */
  value: number
  /** What is read out: “4.3 of 5 stars”. */
  label: string
  size?: 'sm' | 'md'
  className?: string
}

const PLACES = [1, 2, 3, 4, 5] as const

/** Five stars, filled as far as the value goes. */
export function Stars({ value, label, size = 'sm', className }: StarsProps) {
  const hidden = 100 - (100 * Math.min(5, Math.max(0, value))) / 5
  return (
    <span role="img" aria-label={label} className={cn('relative inline-flex shrink-0', className)}>
      <Row size={size} className="text-line-strong" />
      <span className="absolute inset-0 flex" style={{ clipPath: `inset(0 ${hidden}% 0 0)` }}>
        <Row size={size} className="fill-rating text-rating" />
      </span>
    </span>
  )
}

function Row({ size, className }: { size: 'sm' | 'md'; className: string }) {
  return PLACES.map((place) => <Icon key={place} name="star" size={size} className={className} />)
}
