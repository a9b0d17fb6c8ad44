import { useRouter } from 'next/navigation'
import { useEffect, useState, type RefObject } from 'react'
import { WATCHING } from '@/lib/progress/constants'
import { merge, type Interval } from '@/lib/progress/watching'

/** What the house said last about this learner and this video. */
export type WatchState = { percent: number; isDone: boolean; isCountedElsewhere: boolean }

type Answer = { watchedPercent: number; isDone: boolean; isCountedElsewhere: boolean; course: unknown }

/**
 * Tells the house how far the learner is: when playing begins, every few seconds, when it pauses and when the page is
 * left. Each message claims everything that was played, so a lost one is made good by the next. Nothing is told where
 * nothing is counted, as for teachers who look.
 */
export function useWatching(
  video: RefObject<HTMLVideoElement | null>,
  { lessonId, percent, isDone }: { lessonId: string | null; percent: number; isDone: boolean },
): WatchState {
  const router = useRouter()
  const [state, setState] = useState<WatchState>({ percent, isDone, isCountedElsewhere: false })
  useEffect(() => {
    const element = video.current
    if (element === null || lessonId === null) return
    const hear = (answer: Answer) => {
      const { watchedPercent, isDone, isCountedElsewhere, course } = answer
      setState({ percent: watchedPercent, isDone, isCountedElsewhere })
      // The outline and the marks below are the server's words.
      if (course !== null) router.refresh()
    }
    const teller = new Teller(element, `/api/lessons/${lessonId}/watch`, hear)
    return () => teller.stop()
  }, [video, lessonId, router])
  return state
}

/** Listens to a video and tells of it, until it is stopped. */
class Teller {
  readonly #listening = new AbortController()
  readonly #session = newSession()
  readonly #timer: ReturnType<typeof setInterval>
  readonly #video: HTMLVideoElement
  readonly #address: string
  readonly #hear: (answer: Answer) => void
  #sequence = 0
  #newest = 0
  #highestRate: number
  /** Another address of the same film begins to count its stretches anew. */
  #played: Interval[] = []

  constructor(video: HTMLVideoElement, address: string, hear: (answer: Answer) => void) {
    this.#video = video
    this.#address = address
    this.#hear = hear
    this.#highestRate = video.playbackRate
    const { signal } = this.#listening
    const on = (name: string, listener: () => void) => video.addEventListener(name, listener, { signal })
    on('play', () => this.#tell({ isStart: true, isPlaying: true }))
    on('pause', () => this.#tell({ isPlaying: false }))
    on('timeupdate', () => (this.#played = playedOf(video, this.#played)))
    on('ratechange', () => (this.#highestRate = Math.max(this.#highestRate, video.playbackRate)))
    on('seeked', () => this.#isPlaying() || this.#tellAgain())
    addEventListener('pagehide', () => this.#tellAgain(), { signal })
    document.addEventListener('visibilitychange', () => void (document.hidden && this.#tellOn()), { signal })
    this.#timer = setInterval(() => this.#tellOn(), WATCHING.heartbeatSeconds * 1000)
  }

  stop(): void {
    this.#tellAgain()
    clearInterval(this.#timer)
    this.#listening.abort()
  }

  #isPlaying(): boolean {
    return !this.#video.paused && !this.#video.ended
  }

  #tellOn(): void {
    if (this.#isPlaying()) this.#tell({ isPlaying: true })
  }

  /** Where it stands now, once it was played at all. */
  #tellAgain(): void {
    if (this.#sequence > 0) this.#tell({ isPlaying: false })
  }

  #tell(facts: { isStart?: boolean; isPlaying: boolean }): void {
    this.#sequence += 1
    this.#played = playedOf(this.#video, this.#played)
    const report = {
      session: this.#session,
      sequence: this.#sequence,
      isStart: facts.isStart ?? false,
      isPlaying: facts.isPlaying,
      rate: this.#highestRate,
      position: Math.max(0, this.#video.currentTime),
      played: this.#played,
    }
    this.#highestRate = this.#video.playbackRate
    void this.#send(report)
  }

  /** A message that does not arrive costs nothing: the next one says the same again. */
  async #send(report: { sequence: number }): Promise<void> {
    try {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(report)
      const answer = await fetch(this.#address, { method: 'POST', headers, body, keepalive: true })
      if (!answer.ok || report.sequence < this.#newest) return
      this.#newest = report.sequence
      this.#hear((await answer.json()) as Answer)
    } catch {
      // Offline: what was played is told when the network is back.
    }
  }
}

function playedOf({ played }: HTMLVideoElement, before: readonly Interval[]): Interval[] {
  const now = Array.from({ length: played.length }, (_, place): Interval => [
    played.start(place),
    played.end(place),
  ])
  return merge([...before, ...now]).slice(-WATCHING.intervals)
}

/** Not `randomUUID`, which browsers keep for pages that came over https. */
function newSession(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
