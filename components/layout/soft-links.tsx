'use client'

import { useEffect } from 'react'
import { useRouter } from 'next/navigation'

/**
 * Lets every `Link` of the page change it without loading it anew, and asks ahead for the pages of those that say so once
 * the pointer or the focus is on them. One listener for the document: as a component of the browser each, links would
 * be the better part of what a long page costs to render.
 */
export function SoftLinks() {
  const router = useRouter()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = linkOf(event)
      if (link === null || event.defaultPrevented || !isPlain(event) || leavesPage(link)) return
      event.preventDefault()
      router.push(addressOf(link))
    }
    const askAhead = (event: Event) => {
      const link = linkOf(event)
      if (link?.dataset.soft === 'ahead') router.prefetch(addressOf(link))
    }
    document.addEventListener('click', follow)
    document.addEventListener('pointerover', askAhead, { passive: true })
    document.addEventListener('focusin', askAhead)
    return () => {
      document.removeEventListener('click', follow)
      document.removeEventListener('pointerover', askAhead)
      document.removeEventListener('focusin', askAhead)
    }
  }, [router])
  return null
}

function linkOf({ target }: Event): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-soft]') : null
}

/** A press without a key that asks for another tab, window or a download. */
function isPlain({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey
}

function leavesPage({ target, origin, download }: HTMLAnchorElement): boolean {
  return (target !== '' && target !== '_self') || origin !== location.origin || download !== ''
}

function addressOf({ pathname, search, hash }: HTMLAnchorElement): string {
  return pathname + search + hash
}
