'use client'

import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { NoteView } from '@/lib/notes/dto'
import { forgetSent, keepUnsent, sendNote, unsentOf, type UnsentNote } from './unsent-notes'

/** `waiting`: kept in this browser until the connection is back. */
export type Standing = 'sent' | 'sending' | 'waiting' | 'refused'
export type NoteEntry = {
  id: string
  atSecond: number | null
  text: string
  standing: Standing
  refusal: string | null
  isDeleted: boolean
}

type Words = Pick<NoteEntry, 'id' | 'atSecond' | 'text'>

export interface Notes {
  entries: readonly NoteEntry[]
  /** Keeps it at once in this browser, and sends it when the writer pauses. */
  write: (words: Words) => void
  /** Sends what was written without waiting for a pause. */
  sendNow: (id: string) => void
  remove: (id: string) => void
  /** Takes the removal back. */
  restore: (id: string) => void
}

const PAUSE_MILLISECONDS = 900

/** The notes of a lesson as their writer sees them, and how far each has come on its way to the academy. */
export function useNotes({ shelf, lessonId, initial }: Shelf & { initial: readonly NoteView[] }): Notes {
  const [entries, setEntries] = useState<readonly NoteEntry[]>(() => initial.map(toEntry))
  const put = useCallback((id: string, change: Partial<NoteEntry>) => {
    setEntries((before) => withChange(before, id, change))
  }, [])
  const { keep, send } = useSending({ shelf, lessonId, put })
  return {
    entries: [...entries].sort((one, other) => (one.atSecond ?? -1) - (other.atSecond ?? -1)),
    write: (words) => {
      put(words.id, { ...words, standing: 'sending', isDeleted: false })
      keep({ ...words, lessonId }, PAUSE_MILLISECONDS)
    },
    sendNow: (id) => void send(id),
    remove: (id) => {
      put(id, { isDeleted: true, refusal: null })
      keep({ id, lessonId, atSecond: null, text: null }, 0)
    },
    restore: (id) => {
      const entry = entries.find((each) => each.id === id)
      if (entry === undefined) return
      put(id, { isDeleted: false, standing: 'sending' })
      keep({ id, lessonId, atSecond: entry.atSecond, text: entry.text }, 0)
    },
  }
}

/** Where what was not sent is kept, and for which lesson. */
type Shelf = { shelf: string; lessonId: string }
type Put = (id: string, change: Partial<NoteEntry>) => void
type Timers = Map<string, ReturnType<typeof setTimeout>>

/** Keeps in this browser what is written, sends it after a pause, and tells how that went. */
function useSending({ shelf, lessonId, put }: Shelf & { put: Put }) {
  const timers = useRef<Timers>(new Map())
  const send = useCallback(
    async (id: string) => {
      clearTimeout(timers.current.get(id))
      timers.current.delete(id)
      const note = unsentOf(shelf)[id]
      if (note === undefined) return
      const result = await sendNote(note)
      if (!result.isSent) {
        put(id, { standing: result.refusal === null ? 'waiting' : 'refused', refusal: result.refusal })
      } else if (forgetSent(shelf, note) && note.text !== null) put(id, { standing: 'sent', refusal: null })
    },
    [shelf, put],
  )
  const keep = (note: UnsentNote, wait: number) => {
    keepUnsent(shelf, note)
    clearTimeout(timers.current.get(note.id))
    timers.current.set(
      note.id,
      setTimeout(() => void send(note.id), wait),
    )
  }
  useUnsent({ shelf, lessonId, put, send, timers })
  return { keep, send }
}

function withChange(
  entries: readonly NoteEntry[],
  id: string,
  change: Partial<NoteEntry>,
): readonly NoteEntry[] {
  const isKnown = entries.some((entry) => entry.id === id)
  // What is not on the page is of another lesson, or was taken back before anything of it was seen.
  if (!isKnown) return change.text === undefined ? entries : [...entries, { ...EMPTY, id, ...change }]
  return entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry))
}

const EMPTY = { atSecond: null, text: '', standing: 'sending', refusal: null, isDeleted: false } as const

function toEntry({ id, atSecond, text }: NoteView): NoteEntry {
  return { id, atSecond, text, standing: 'sent', refusal: null, isDeleted: false }
}

interface Unsent extends Shelf {
  put: Put
  send: (id: string) => Promise<void>
  timers: RefObject<Timers>
}

/** Takes up what did not arrive before: now, when the connection is back, and once more when the page is left. */
function useUnsent({ shelf, lessonId, put, send, timers }: Unsent): void {
  useEffect(() => {
    const begun = timers.current
    const sendAll = () => {
      for (const id of Object.keys(unsentOf(shelf))) void send(id)
    }
    const sendBegun = () => {
      if (document.visibilityState === 'hidden') for (const id of [...begun.keys()]) void send(id)
    }
    for (const note of Object.values(unsentOf(shelf))) {
      const { id, atSecond, text } = note
      if (note.lessonId === lessonId && text !== null) put(id, { atSecond, text, standing: 'waiting' })
    }
    sendAll()
    window.addEventListener('online', sendAll)
    document.addEventListener('visibilitychange', sendBegun)
    return () => {
      window.removeEventListener('online', sendAll)
      document.removeEventListener('visibilitychange', sendBegun)
      for (const id of [...begun.keys()]) void send(id)
    }
  }, [shelf, lessonId, put, send, timers])
}
