'use client'

import { useEffect } from 'react'
import { useRouter } from '@/i18n/navigation'

interface LessonKeysProps {
  previousHref: string | null
  nextHref: string | null
  hint: string
}

/** N leads to the next lesson and P to the previous one, except while something is being typed. */
export function LessonKeys({ previousHref, nextHref, hint }: LessonKeysProps) {
  const router = useRouter()
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      const key = event.key.toLowerCase()
      const href = key === 'n' ? nextHref : key === 'p' ? previousHref : null
      if (href !== null) router.push(href)
    }
    document.addEventListener('keydown', follow)
    return () => document.removeEventListener('keydown', follow)
  }, [router, previousHref, nextHref])
  return (
    <p className="mt-4 hidden text-center text-xs text-muted pointer-fine:block pointer-fine:needs-script">
      {hint}
    </p>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, dialog[open], [popover]:popover-open') !== null)
  )
}
