import { cn } from '@/lib/utils/cn'
import { iconPaths } from './icon-paths'

export type IconName = keyof typeof iconPaths

const SIZES = { xs: 'size-3.5', sm: 'size-4', md: 'size-5', lg: 'size-6' } as const

interface IconProps {
  name: IconName
  size?: keyof typeof SIZES
  className?: string
}

/** A picture beside words: hidden from screen readers, so a button that is only an icon carries its own label. */
export function Icon({ name, size = 'md', className }: IconProps) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('icon', SIZES[size], className)}>
      <path d={iconPaths[name]} />
    </svg>
  )
}
