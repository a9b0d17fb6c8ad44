'use client'

import { useEffect } from 'react'

interface LessonVisitProps {
  lessonId: string
  /** The house knows already that this is where the learner was last. */
  isRemembered: boolean
}

/** Which lesson this tab told of last: what the house knew when it rendered may be older. */
let lastTold: string | null = null

/** Tells the house which lesson is open, so that every device knows where to continue. A lost message costs nothing. */
export function LessonVisit({ lessonId, isRemembered }: LessonVisitProps) {
  useEffect(() => {
    if (lastTold === null ? isRemembered : lastTold === lessonId) return
    lastTold = lessonId
    fetch(`/api/me/lessons/${lessonId}/visit`, { method: 'POST', keepalive: true }).catch(() => undefined)
  }, [lessonId, isRemembered])
  return null
}
