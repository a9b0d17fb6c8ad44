import { useEffect, useRef, useState, type RefObject } from 'react'
import type { CaptionTrack } from '@/lib/media/dto'

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
  #hasTriedTracks = false
  /** A film that never came forgets where it should begin. */
  #second: number

  constructor(video: HTMLVideoElement, source: Begun, tell: (failure: Failure | null) => void) {
    this.#video = video
    this.#source = source
    this.#tell = tell
    this.#second = source.startAt
    const { signal } = this.#listening
    video.addEventListener('error', () => void this.#recover(), { signal })
    // A track's failure does not rise; captions that are turned on late find their address has run out.
    video.addEventListener('error', (event) => void this.#recoverTrack(event), { signal, capture: true })
    video.addEventListener('load', () => (this.#hasTriedTracks = false), { signal, capture: true })
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

  /** Captions' addresses run out together, so that one failure renews all; what fails anew right after stays so. */
  async #recoverTrack({ target }: Event): Promise<void> {
    const { lessonId } = this.#source
    if (!(target instanceof HTMLTrackElement) || lessonId === null || this.#hasTriedTracks) return
    this.#hasTriedTracks = true
    const fresh = await freshAddresses(lessonId).catch(() => null)
    if (this.#listening.signal.aborted || fresh === null || typeof fresh === 'string') return
    renewTracks(this.#video, fresh.tracks)
  }

  async #recover(): Promise<void> {
    const found = await lookFor(this.#source)
    if (this.#listening.signal.aborted) return
    if (typeof found === 'string') return this.#tell(found)
    // It is there and was loaded anew already: the browser itself cannot play it.
    if (this.#hasTried) return this.#tell('unsupported')
    this.#hasTried = true
    this.#tell(null)
    renewTracks(this.#video, found.tracks)
    goOn(this.#video, found.src, this.#second)
  }
}

type Addresses = { src: string; tracks: readonly CaptionTrack[] }

/** Addresses that work now, or why there are none. */
async function lookFor({ src, lessonId }: Source): Promise<Addresses | Failure> {
  if (!navigator.onLine) return 'lost'
  try {
    const fresh = lessonId === null ? { src, tracks: [] } : await freshAddresses(lessonId)
    if (typeof fresh === 'string') return fresh
    const { status, ok } = await fetch(fresh.src, { method: 'HEAD', cache: 'no-store' })
    if (ok) return fresh
    return status === 404 ? 'missing' : status === 403 || status === 401 ? 'refused' : 'lost'
  } catch {
    return 'lost'
  }
}

async function freshAddresses(lessonId: string): Promise<Addresses | Failure> {
  const answer = await fetch(`/api/lessons/${lessonId}/watch`, { cache: 'no-store' })
  if (!answer.ok) return answer.status >= 500 || answer.status === 429 ? 'lost' : 'refused'
  const { src, tracks } = (await answer.json()) as { src: string | null; tracks: CaptionTrack[] }
  return src === null ? 'missing' : { src, tracks }
}

/**
 * A track that was read already keeps what it has: a new address would only make it read again. The same address set
 * once more would not be asked, so that a fragment makes it another.
 */
function renewTracks(video: HTMLVideoElement, tracks: readonly CaptionTrack[]): void {
  for (const holder of video.querySelectorAll('track')) {
    const fresh = tracks.find(({ language }) => language === holder.srclang)
    if (fresh !== undefined && holder.readyState !== HTMLTrackElement.LOADED)
      holder.src = holder.getAttribute('src') === fresh.src ? `${fresh.src}#again` : fresh.src
  }
}

function goOn(video: HTMLVideoElement, src: string, second: number): void {
  const { paused, playbackRate } = video
  video.src = `${src}#t=${second}`
  video.load()
  video.playbackRate = playbackRate
  if (!paused) void video.play().catch(() => undefined)
}
