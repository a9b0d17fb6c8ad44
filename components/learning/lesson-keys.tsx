'use client'

import { useEffect } from 'react'
import { useRouter } from '@/i18n/navigation'

interface LessonKeysProps {
  previousHref: string | null
  nextHref: string | null
  hint: string
}

/**
 * The arrow to the right leads to the next lesson, the one to the left to the previous. Arrows, because a letter alone as
 * a shortcut gets in the way of who speaks to the computer (WCAG 2.1.4); not where they already move something.
 */
export function LessonKeys({ previousHref, nextHref, hint }: LessonKeysProps) {
  const router = useRouter()
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
      if (event.defaultPrevented || hasModifier || takesArrows(event.target)) return
      const href = event.key === 'ArrowRight' ? nextHref : event.key === 'ArrowLeft' ? previousHref : null
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

/** Fields, and what scrolls sideways while it has the focus: code, tables, long formulas. */
const TAKES_ARROWS =
  'input, textarea, select, [tabindex="0"], [role="radio"], dialog[open], [popover]:popover-open'

function takesArrows(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(TAKES_ARROWS) !== null)
}
