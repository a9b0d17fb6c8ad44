import { cn } from '@/lib/utils/cn'

const BASE =
  'w-full rounded-md border border-line-strong bg-raised text-base text-ink transition-colors ' +
  'hover:border-ink/60 focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent ' +
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted ' +
  'aria-invalid:border-danger aria-invalid:focus-visible:outline-danger'

/** What every box to type or choose in has in common. 16 px letters: smaller ones make phones zoom in. */
export function controlClass(className?: string): string {
  return cn(BASE, className)
}
