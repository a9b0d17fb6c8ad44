import { cn } from '@/lib/utils/cn'

const BASE =
  'relative inline-flex items-center justify-center gap-2 rounded-md text-center font-medium whitespace-nowrap select-none ' +
  'transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60'

const VARIANTS = {
  /** What the person is meant to do next; one on a screen. */
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-raised text-ink hover:bg-sunken',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover',
  /** Destructive, but not yet the confirmation. */
  'danger-quiet': 'text-danger hover:bg-danger-soft',
} as const

/** Never under 44 px where fingers are used; tighter where a pointer is exact. */
const SIZES = {
  sm: 'min-h-11 px-3 text-sm pointer-fine:min-h-8',
  md: 'min-h-11 px-4 text-sm pointer-fine:min-h-10',
  lg: 'min-h-12 px-6 text-base',
  icon: 'size-11 shrink-0 pointer-fine:size-10',
} as const

export interface ButtonLook {
  variant?: keyof typeof VARIANTS
  size?: keyof typeof SIZES
}

export function buttonClass({ variant = 'secondary', size = 'md' }: ButtonLook, className?: string): string {
  return cn(BASE, VARIANTS[variant], SIZES[size], className)
}
