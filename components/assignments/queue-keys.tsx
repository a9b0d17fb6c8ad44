'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

interface QueueKeysProps {
  previous: string | null
  next: string | null
}

/** j leads to the next one and k to the one before, where nobody is typing. The links say the same. */
export function QueueKeys({ previous, next }: QueueKeysProps) {
  const router = useRouter()
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const href = event.key === 'j' ? next : event.key === 'k' ? previous : null
      if (href !== null) router.push(href)
    }
    document.addEventListener('keydown', go)
    return () => document.removeEventListener('keydown', go)
  }, [router, previous, next])
  return null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox'
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
