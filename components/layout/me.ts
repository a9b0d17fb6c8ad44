'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { usePathname } from '@/i18n/pathname'

export interface Me {
  viewer: {
    username: string
    fullName: string
    avatarUrl: string | null
    role: 'student' | 'instructor' | 'admin'
    isVerified: boolean
  } | null
  /** How the viewer stands in the course whose page this is. */
  course: {
    id: string
    isMember: boolean
    isLearning: boolean
    progress: number
    isCompleted: boolean
    hasLeft: boolean
    isTeaching: boolean
    certificateSerial: string | null
  } | null
}

/**
 * What of a kept page is the viewer's own, from one private call a page: all islands that ask in the same moment share
 * it. Null until it is known; a page says meanwhile what a visitor may do, or holds the place (see ViewerIsland).
 */
export function useMe({ courseId }: { courseId?: string } = {}): Me | null {
  const pathname = usePathname()
  useEffect(() => ask(courseId), [pathname, courseId])
  const me = useSyncExternalStore(
    subscribe,
    () => known,
    () => null,
  )
  return me !== null && courseId !== undefined && me.course?.id !== courseId ? null : me
}

/** When signing out: nobody is known until the next page asks. */
export function forgetMe(): void {
  show(null)
  delete document.documentElement.dataset.signedIn
}

let known: Me | null = null
let wanted: { courseId: string | undefined } | null = null
let newest = 0
const listeners = new Set<() => void>()

function ask(courseId: string | undefined): void {
  if (wanted !== null) {
    wanted.courseId ??= courseId
    return
  }
  wanted = { courseId }
  queueMicrotask(() => {
    const { courseId } = wanted ?? {}
    wanted = null
    void fetchMe(courseId)
  })
}

async function fetchMe(courseId: string | undefined): Promise<void> {
  const turn = ++newest
  try {
    const answer = await fetch(`/api/me${courseId === undefined ? '' : `?course=${courseId}`}`, {
      cache: 'no-store',
    })
    if (turn !== newest) return
    if (!answer.ok) return stayUnknown()
    const me = (await answer.json()) as Me
    document.documentElement.toggleAttribute('data-signed-in', me.viewer !== null)
    show(me)
  } catch {
    if (turn === newest) stayUnknown()
  }
}

/** Offline, or refused: who was never known sees what a visitor sees, rather than places held for nothing. */
function stayUnknown(): void {
  if (known === null) delete document.documentElement.dataset.signedIn
}

function show(me: Me | null): void {
  known = me
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
