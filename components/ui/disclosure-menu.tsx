'use client'

import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

interface DisclosureMenuProps {
  /** Read out when the trigger is only a picture. */
  label: string
  trigger: ReactNode
  triggerClassName?: string
  /** Which edge of the trigger the panel keeps to. */
  align?: 'start' | 'end'
  className?: string
  onToggle?: (isOpen: boolean) => void
  children: ReactNode
}

/**
 * A panel under a button. It is a <details>, so it opens before any script has loaded; the script only closes it on
 * Escape, on a press elsewhere and after a link inside was followed.
 */
export function DisclosureMenu({
  label,
  trigger,
  triggerClassName,
  align = 'end',
  className,
  onToggle,
  children,
}: DisclosureMenuProps) {
  const box = useRef<HTMLDetailsElement>(null)

  useEffect(() => {
    const close = (event: Event) => {
      const details = box.current
      if (!details?.open || (event.target instanceof Node && details.contains(event.target))) return
      details.open = false
    }
    const closeOnEscape = (event: KeyboardEvent) => {
      const details = box.current
      if (event.key !== 'Escape' || !details?.open) return
      details.open = false
      details.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('focusin', close)
    document.addEventListener('keydown', closeOnEscape)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('focusin', close)
      document.removeEventListener('keydown', closeOnEscape)
    }
  }, [])

  const closeAfterLink = (event: MouseEvent) => {
    if (box.current && event.target instanceof Element && event.target.closest('a')) box.current.open = false
  }

  return (
    <details ref={box} className="relative" onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}>
      <summary aria-label={label} className={cn('list-none', triggerClassName)}>
        {trigger}
      </summary>
      <div
        onClick={closeAfterLink}
        className={cn(
          'absolute top-full z-30 mt-2 min-w-56 rounded-lg border border-line bg-raised p-1.5 shadow-float',
          align === 'end' ? 'right-0' : 'left-0',
          className,
        )}
      >
        {children}
      </div>
    </details>
  )
}
