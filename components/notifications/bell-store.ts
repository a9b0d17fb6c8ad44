'use client'

import { listenLive } from '@/components/layout/live'
import { showToast } from '@/components/ui/toast-store'
import type { NotificationItem } from '@/lib/notifications/dto'

/** As it travels: moments are text. */
export type SentItem = Omit<NotificationItem, 'at'> & { at: string }

interface BellState {
  user: string
  /** Null until the stream has told. */
  unread: number | null
  /** Raised whenever something changed: whoever shows a list asks anew. */
  turn: number
}

const NOBODY: BellState = { user: '', unread: null, turn: 0 }
let state = NOBODY
let leave: (() => void) | undefined
const listeners = new Set<() => void>()

export const readBell = (): BellState => state
export const readNoBell = (): BellState => NOBODY

/** Listens for as long as anybody shows something of it; a page of another person begins anew. */
export function subscribeToBell(user: string, listener: () => void): () => void {
  if (state.user !== user || leave === undefined) {
    leave?.()
    state = { ...NOBODY, user }
    leave = listenLive({ user, hear: ({ event, data }) => hear(event, data) })
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    leave?.()
    leave = undefined
  }
}

function hear(event: string, data: unknown): void {
  if (event === 'unread') change((data as { count: number }).count)
  if (event !== 'notification') return
  if (document.visibilityState === 'visible') showToast((data as SentItem).title)
  change(state.unread)
}

function change(unread: number | null): void {
  state = { ...state, unread, turn: state.turn + 1 }
  for (const listener of listeners) listener()
}

export async function fetchNewest(): Promise<SentItem[]> {
  const answer = await fetch(`/api/notifications?locale=${document.documentElement.lang}`, {
    cache: 'no-store',
  })
  if (!answer.ok) throw new Error('refused')
  return ((await answer.json()) as { items: SentItem[] }).items
}

/** Counted at once, said to the server while the page may already be going; it tells the other tabs. */
export function readOne(id: string): void {
  if (state.unread !== null && state.unread > 0) change(state.unread - 1)
  post(`/api/notifications/${id}/read`).catch(() => undefined)
}

/** All that had come until then; false when it could not be said, and everything is as before. */
export async function readAll(until: string): Promise<boolean> {
  const before = state.unread
  change(0)
  const isDone = await post('/api/notifications/read-all', { until }).catch(() => false)
  if (!isDone) change(before)
  return isDone
}

async function post(address: string, body?: object): Promise<boolean> {
  const { ok } = await fetch(address, {
    method: 'POST',
    keepalive: true,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return ok
}
