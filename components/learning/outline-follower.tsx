'use client'

import { useEffect } from 'react'
import { usePathname } from '@/i18n/navigation'

/** Unfolds the module of the lesson one has come to, and brings it into view, without moving the page or the focus. */
export function OutlineFollower({ outlineId }: { outlineId: string }) {
  const pathname = usePathname()
  useEffect(() => {
    const current = document.getElementById(outlineId)?.querySelector<HTMLElement>('[aria-current="page"]')
    const fold = current?.closest('details')
    if (fold) fold.open = true
    const frame = current?.closest<HTMLElement>('aside')
    if (!current || !frame || frame.scrollHeight <= frame.clientHeight) return
    const [row, view] = [current.getBoundingClientRect(), frame.getBoundingClientRect()]
    const isSeen = row.top >= view.top && row.bottom <= view.bottom
    if (!isSeen) frame.scrollTop += row.top - view.top - view.height / 3
  }, [pathname, outlineId])
  return null
}
