'use client'

import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react'
import { RESUMABLE, type ResumableKind } from '@/lib/media/constants'
import type * as SendModule from './send-file'
import { forget, unfinishedAt, type Unfinished } from './unfinished-uploads'
import type { Outcome } from './upload-outcome'

export type SendingState =
  | { phase: 'idle' }
  /** `isWaiting`: the connection is lost, and tried again. At 100 percent the server checks what it got. */
  | { phase: 'sending'; name: string; percent: number; isWaiting: boolean }
  | { phase: 'failed'; name: string; reason: string }

interface SendingOptions<T> {
  kind: ResumableKind
  courseId: string | null
  place: string
  /** Which of the ways of `send-file`; it is loaded with the first file. */
  way: (module: typeof SendModule) => (options: SendModule.SendingFile) => SendModule.Sending<T>
  onDone: (data: T) => void
}
type Running<T> = { file: File; sending?: SendModule.Sending<T> }
type Progress = { percent: number; isWaiting: boolean }

const NONE: Unfinished[] = []

/** One file at a time: sending, lost connection, going on, giving up. */
export function useSending<T>(options: SendingOptions<T>) {
  const { kind, place, onDone } = options
  const [state, setState] = useState<SendingState>({ phase: 'idle' })
  const running = useRef<Running<T> | null>(null)
  const unfinished = useUnfinished(place)
  useQuestionOnLeaving(state.phase === 'sending')

  const send = async (file: File) => {
    const { name } = file
    const own: Running<T> = { file }
    running.current = own
    const refused = refusalOf(file, kind)
    if (refused !== null) return setState({ phase: 'failed', name, reason: refused })
    const show = (progress: Progress) => {
      if (running.current === own) setState({ phase: 'sending', name, ...progress })
    }
    const outcome = await sendOne(own, { ...options, show })
    if (running.current !== own) return
    unfinished.refresh()
    if (!outcome.ok) return setState({ phase: 'failed', name, reason: outcome.reason })
    running.current = null
    setState({ phase: 'idle' })
    onDone(outcome.data)
  }
  const cancel = async () => {
    const { sending } = running.current ?? {}
    running.current = null
    setState({ phase: 'idle' })
    await sending?.cancel()
    unfinished.refresh()
  }
  const again = () => {
    if (running.current !== null) void send(running.current.file)
  }
  useReturn(state, again)
  const { drop } = unfinished
  return { state, send, cancel, again, drop, unfinished: state.phase === 'sending' ? NONE : unfinished.all }
}

/** Goes on by itself when the network is back after all tries were used up. */
function useReturn(state: SendingState, again: () => void): void {
  const isLost = state.phase === 'failed' && state.reason === 'unreachable'
  const goOn = useEffectEvent(again)
  useEffect(() => {
    if (!isLost) return
    const listen = () => goOn()
    addEventListener('online', listen)
    return () => removeEventListener('online', listen)
  }, [isLost])
}

/** What can be told without asking the server. */
function refusalOf(file: File, kind: ResumableKind): string | null {
  if (file.size === 0) return 'media.no_file'
  return file.size > RESUMABLE[kind].maxBytes ? 'media.too_large' : null
}

async function sendOne<T>(
  running: Running<T>,
  { show, kind, courseId, place, way }: SendingOptions<T> & { show: (progress: Progress) => void },
): Promise<Outcome<T>> {
  let at: Progress = { percent: 0, isWaiting: false }
  const change = (changed: Partial<Progress>) => show((at = { ...at, ...changed }))
  change({})
  try {
    running.sending = way(await import('./send-file'))({
      file: running.file,
      kind,
      courseId,
      place,
      onProgress: (percent) => change({ percent }),
      onWaiting: (isWaiting) => change({ isWaiting }),
    })
    return await running.sending.outcome
  } catch {
    return { ok: false, reason: 'unreachable' }
  }
}

/** A tab that is closed by mistake loses minutes of sending; the browser's own question is the only one allowed there. */
function useQuestionOnLeaving(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isSending])
}

/** What the browser remembers of this place; nothing in the server's HTML. */
function useUnfinished(place: string) {
  const [turn, setTurn] = useState(0)
  const text = useSyncExternalStore(
    subscribeToNothing,
    () => `${turn} ${JSON.stringify(unfinishedAt(place))}`,
    () => '0 []',
  )
  const all = JSON.parse(text.slice(text.indexOf(' ') + 1)) as Unfinished[]
  const refresh = () => setTurn((before) => before + 1)
  const drop = async (id: string) => {
    forget(id)
    refresh()
    await import('./send-file').then((module) => module.giveUp(id))
  }
  return { all, refresh, drop }
}

const subscribeToNothing = () => () => undefined
