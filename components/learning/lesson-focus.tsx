'use client'

import { useEffect } from 'react'

/** The lesson this tab showed last; none before the first. */
let shownBefore: string | null = null

/**
 * After going on to another lesson, reading begins at its title: the link that led here is often gone, and a screen
 * reader would stay at the top of the page. The first lesson of a visit leaves the focus to the browser.
 */
export function LessonFocus({ lessonId, titleId }: { lessonId: string; titleId: string }) {
  useEffect(() => {
    const isNext = shownBefore !== null && shownBefore !== lessonId
    shownBefore = lessonId
    if (isNext && location.hash === '') document.getElementById(titleId)?.focus({ preventScroll: true })
  }, [lessonId, titleId])
  return null
}
