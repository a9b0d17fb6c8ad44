'use client'

import { useEffect } from 'react'
import { usePathname } from '@/i18n/pathname'

/**
 * Marks the lesson one has come to, unfolds its module and brings it into view, without moving the page or the focus.
 * The server does so only for the page it renders: going on to another lesson leaves the outline as it is.
 */
export function OutlineFollower({ outlineId }: { outlineId: string }) {
  const pathname = usePathname()
  useEffect(() => {
    const outline = document.getElementById(outlineId)
    const drawer = outline?.closest('[popover]')
    const show = () => bringIntoView(outline)
    markCurrent(outline)
    show()
    // On a small screen there is nothing to see before the drawer is open.
    drawer?.addEventListener('toggle', show)
    return () => drawer?.removeEventListener('toggle', show)
  }, [pathname, outlineId])
  return null
}

function markCurrent(outline: HTMLElement | null): void {
  for (const link of outline?.querySelectorAll<HTMLAnchorElement>('a[href]') ?? []) {
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

function bringIntoView(outline: HTMLElement | null): void {
  const current = outline?.querySelector<HTMLElement>('[aria-current="page"]')
  const fold = current?.closest('details')
  if (fold) fold.open = true
  const frame = current && scrollerOf(current)
  if (!frame) return
  const [row, view] = [current.getBoundingClientRect(), frame.getBoundingClientRect()]
  const isSeen = row.top >= view.top && row.bottom <= view.bottom
  if (!isSeen) frame.scrollTop += row.top - view.top - view.height / 3
}

/** What scrolls around it inside the page, never the page itself. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  const parent = element.parentElement
  if (parent === null || parent === document.body) return null
  const isScroller =
    parent.scrollHeight > parent.clientHeight && getComputedStyle(parent).overflowY === 'auto'
  return isScroller ? parent : scrollerOf(parent)
}
