'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { BuilderStore, type HeldAssignment } from './builder-store'

/** The working copy that is written on this page; also sent when the connection is back and when the page is left. */
export function useBuilder(lessonId: string, held: HeldAssignment) {
  const router = useRouter()
  const [store] = useState(() => new BuilderStore(lessonId, held, () => router.refresh()))
  const view = useSyncExternalStore(store.subscribe, store.get, store.get)
  useEffect(() => {
    const sendNow = () => void store.send()
    const sendHidden = () => {
      if (document.visibilityState === 'hidden') sendNow()
    }
    window.addEventListener('online', sendNow)
    document.addEventListener('visibilitychange', sendHidden)
    return () => {
      window.removeEventListener('online', sendNow)
      document.removeEventListener('visibilitychange', sendHidden)
      sendNow()
    }
  }, [store])
  return { ...view, store }
}
export type Builder = ReturnType<typeof useBuilder>
