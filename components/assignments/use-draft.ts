'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { DraftStore, type DraftView } from './draft-store'
import type { UnsentDraft } from './unsent-draft'

export type Draft = DraftView & Pick<DraftStore, 'write' | 'settle' | 'sync' | 'takeTheirs' | 'keepMine'>
type Place = { lessonId: string; shelf: string; initial: UnsentDraft }

/** The attempt that is written on this page; it is also sent when the connection is back and when the page is left. */
export function useDraft({ lessonId, shelf, initial }: Place): Draft {
  const [store] = useState(() => new DraftStore(lessonId, shelf, initial))
  const view = useSyncExternalStore(store.subscribe, store.get, store.get)
  useEffect(() => {
    const sendNow = () => void store.settle()
    const sendHidden = () => {
      if (document.visibilityState === 'hidden') sendNow()
    }
    store.resume()
    window.addEventListener('online', sendNow)
    document.addEventListener('visibilitychange', sendHidden)
    return () => {
      window.removeEventListener('online', sendNow)
      document.removeEventListener('visibilitychange', sendHidden)
      sendNow()
    }
  }, [store])
  const { write, settle, sync, takeTheirs, keepMine } = store
  return { ...view, write, settle, sync, takeTheirs, keepMine }
}
