'use client'

import { useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'

const SIDES = { start: 'left-0 border-r drawer-start', end: 'right-0 border-l drawer-end' } as const
const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary'

interface DrawerProps {
  /** A DrawerButton with the same id opens it. */
  id: string
  label: string
  side?: keyof typeof SIDES
  /** From 1024 px on it is part of the page, beside the content, and the button is gone. */
  isStaticOnWide?: boolean
  className?: string
  children: ReactNode
}

/**
 * A panel from the edge of a small screen. It is a native popover: a button opens it and Escape closes it before any
 * script has loaded. The script keeps the focus inside and closes it after a link was followed.
 */
export function Drawer({
  id,
  label,
  side = 'start',
  isStaticOnWide = false,
  className,
  children,
}: DrawerProps) {
  const panel = useRef<HTMLDivElement>(null)
  const isOpen = () => panel.current?.matches(':popover-open') ?? false

  const closeAfterLink = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a') && isOpen()) panel.current?.hidePopover()
  }

  const keepFocusInside = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || !panel.current || !isOpen()) return
    const stops = [...panel.current.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) =>
      stop.checkVisibility(),
    )
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1]
    if (event.target !== edge) return
    event.preventDefault()
    ;(event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus()
  }

  return (
    <div
      ref={panel}
      id={id}
      popover="auto"
      data-drawer=""
      role="group"
      aria-label={label}
      onClick={closeAfterLink}
      onKeyDown={keepFocusInside}
      className={cn(
        'drawer fixed inset-y-0 m-0 h-dvh max-h-none w-80 max-w-[86vw] overflow-y-auto overscroll-contain border-line bg-raised p-4 text-ink',
        SIDES[side],
        isStaticOnWide &&
          'lg:static lg:block lg:h-auto lg:w-auto lg:max-w-none lg:overflow-visible lg:border-0 lg:bg-transparent lg:p-0',
        className,
      )}
    >
      {children}
    </div>
  )
}
