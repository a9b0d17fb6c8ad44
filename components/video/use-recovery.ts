import { useEffect, useRef, useState, type RefObject } from 'react'

/** Why a video cannot be played just now. */
export type Failure = 'lost' | 'missing' | 'refused' | 'unsupported'

type Source = { src: string; lessonId: string | null }
type Begun = Source & { startAt: number }

/**
 * Gets a video going again where it stopped: with a fresh address when its own has run out, by itself when the network
 * is back, or when somebody presses the button. Tells why where nothing helps.
 */
export function useRecovery(
  video: RefObject<HTMLVideoElement | null>,
  { src, lessonId, startAt }: Begun,
): { failure: Failure | null; retry: () => void } {
  const [failure, setFailure] = useState<Failure | null>(null)
  const rescuer = useRef<Rescuer | null>(null)
  useEffect(() => {
    if (video.current === null) return
    const own = new Rescuer(video.current, { src, lessonId, startAt }, setFailure)
    rescuer.current = own
    return () => own.stop()
  }, [video, src, lessonId, startAt])
  return { failure, retry: () => rescuer.current?.retry() }
}

class Rescuer {
  readonly #listening = new AbortController()
  readonly #video: HTMLVideoElement
  readonly #source: Begun
  readonly #tell: (failure: Failure | null) => void
  #hasTried = false
  /** A film that never came forgets where it should begin. */
  #second: number

  constructor(video: HTMLVideoElement, source: Begun, tell: (failure: Failure | null) => void) {
    this.#video = video
    this.#source = source
    this.#tell = tell
    this.#second = source.startAt
    const { signal } = this.#listening
    video.addEventListener('error', () => void this.#recover(), { signal })
    video.addEventListener('timeupdate', () => this.#settle(), { signal })
    addEventListener('online', () => void (video.error !== null && this.retry()), { signal })
    // It may have failed before this script was there.
    if (video.error !== null) void this.#recover()
  }

  retry(): void {
    this.#hasTried = false
    void this.#recover()
  }

  stop(): void {
    this.#listening.abort()
  }

  #settle(): void {
    // Loading anew sets the time to nothing first, and says so.
    if (this.#video.error !== null || this.#video.readyState === 0) return
    this.#second = this.#video.currentTime
    this.#hasTried = false
    this.#tell(null)
  }

  async #recover(): Promise<void> {
    const found = await lookFor(this.#source)
    if (this.#listening.signal.aborted) return
    if (typeof found === 'string') return this.#tell(found)
    // It is there and was loaded anew already: the browser itself cannot play it.
    if (this.#hasTried) return this.#tell('unsupported')
    this.#hasTried = true
    this.#tell(null)
    goOn(this.#video, found.src, this.#second)
  }
}

/** An address that works now, or why there is none. */
async function lookFor({ src, lessonId }: Source): Promise<{ src: string } | Failure> {
  if (!navigator.onLine) return 'lost'
  try {
    const fresh = lessonId === null ? { src } : await freshAddress(lessonId)
    if (typeof fresh === 'string') return fresh
    const { status, ok } = await fetch(fresh.src, { method: 'HEAD', cache: 'no-store' })
    if (ok) return fresh
    return status === 404 ? 'missing' : status === 403 || status === 401 ? 'refused' : 'lost'
  } catch {
    return 'lost'
  }
}

async function freshAddress(lessonId: string): Promise<{ src: string } | Failure> {
  const answer = await fetch(`/api/lessons/${lessonId}/watch`, { cache: 'no-store' })
  if (!answer.ok) return answer.status >= 500 || answer.status === 429 ? 'lost' : 'refused'
  const { src } = (await answer.json()) as { src: string | null }
  return src === null ? 'missing' : { src }
}

function goOn(video: HTMLVideoElement, src: string, second: number): void {
  const { paused, playbackRate } = video
  video.src = `${src}#t=${second}`
  video.load()
  video.playbackRate = playbackRate
  if (!paused) void video.play().catch(() => undefined)
}
