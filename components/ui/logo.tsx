import { cn } from '@/lib/utils/cn'

/** The sun at dusk over an open book. The same drawing as app/icon.svg. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
      className={cn('size-8 shrink-0', className)}
    >
      <rect width="32" height="32" rx="9" className="fill-accent-600" />
      <path
        d="M10.2 15.4a5.8 5.8 0 0 1 11.6 0c-2.3.2-4.3 1-5.8 2.3-1.5-1.3-3.5-2.1-5.8-2.3Z"
        className="fill-accent-200"
      />
      <path
        d="M6.5 18.2c3.9-.5 7.2.5 9.5 3 2.3-2.5 5.6-3.5 9.5-3v5.3c-3.7-.5-6.9.2-9.5 2.3-2.6-2.1-5.8-2.8-9.5-2.3Z"
        className="fill-on-accent"
      />
    </svg>
  )
}

interface LogoProps {
  name: string
  className?: string
}

export function Logo({ name, className }: LogoProps) {
  return (
    <span
      className={cn('inline-flex items-center gap-2.5 text-lg font-bold tracking-tight text-ink', className)}
    >
      <LogoMark />
      {name}
    </span>
  )
}
