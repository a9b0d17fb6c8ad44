'use client'

import { useSyncExternalStore } from 'react'

/** What the browser knows of itself, sent along unseen; empty in a page without scripts. */
export function DetectedTimeZone() {
  const timeZone = useSyncExternalStore(subscribeToNothing, readTimeZone, () => '')
  return <input type="hidden" name="timeZone" value={timeZone} />
}

const subscribeToNothing = () => () => undefined

export function readTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''
}
