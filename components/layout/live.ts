'use client'

export interface LiveMessage {
  event: string
  data: unknown
}

interface LiveOptions {
  /** Whose page it is: news of anybody else, who signed in meanwhile in another tab, are not for it. */
  user: string
  hear: (message: LiveMessage) => void
}

const FIRST_WAIT = 1000
const LONGEST_WAIT = 300_000
/** A tab that joins late asks for these; the others happened before it was there. */
const ASK = { event: 'ask', data: null } satisfies LiveMessage

/**
 * News while the page is open. All tabs of a browser share one stream: whoever holds the lock has it and passes on what
 * comes; when that tab goes, the lock, and with it the stream, passes to another. Without locks each tab that is in sight
 * has its own. Returns how to leave.
 */
export function listenLive(options: LiveOptions): () => void {
  let leave = join(options)
  const goAway = () => leave()
  // A page that is kept for the way back must hold neither lock nor stream.
  const comeBack = ({ persisted }: PageTransitionEvent) => {
    if (persisted) leave = join(options)
  }
  addEventListener('pagehide', goAway)
  addEventListener('pageshow', comeBack)
  return () => {
    removeEventListener('pagehide', goAway)
    removeEventListener('pageshow', comeBack)
    leave()
  }
}

function join({ user, hear }: LiveOptions): () => void {
  const left = new AbortController()
  const name = `techelevate-live:${user}`
  // Where the browser keeps locks from a page, tabs follow their own streams.
  const { locks } = navigator as { locks?: LockManager }
  if (locks === undefined) {
    followWhileSeen(user, hear, left.signal)
    return () => left.abort()
  }
  const channel = new BroadcastChannel(name)
  const state = new Map<string, LiveMessage>()
  let lead: Stream | undefined
  const pass = (message: LiveMessage) => {
    if (message.event === 'unread') state.set(message.event, message)
    hear(message)
    channel.postMessage(message)
  }
  channel.onmessage = ({ data }: MessageEvent<LiveMessage>) => {
    if (data.event !== ASK.event) return hear(data)
    // Whoever comes may have signed in since the stream ended.
    lead?.wake()
    if (lead !== undefined) for (const message of state.values()) channel.postMessage(message)
  }
  channel.postMessage(ASK)
  locks
    .request(name, { signal: left.signal }, () => {
      lead = follow(user, pass, left.signal)
      return new Promise<void>((resolve) => left.signal.addEventListener('abort', () => resolve()))
    })
    .catch(() => undefined)
  return () => {
    left.abort()
    channel.close()
  }
}

/** A stream for as long as the tab is in sight: a browser has six connections, and its tabs need them too. */
function followWhileSeen(user: string, hear: LiveOptions['hear'], left: AbortSignal): void {
  let seen: AbortController | undefined
  const look = () => {
    if (document.visibilityState === 'hidden') {
      seen?.abort()
      seen = undefined
    } else if (seen === undefined) {
      seen = new AbortController()
      follow(user, hear, AbortSignal.any([left, seen.signal]))
    }
  }
  document.addEventListener('visibilitychange', look, { signal: left })
  look()
}

interface Stream {
  /** Tries now, where the stream has ended or waits for its next try. */
  wake: () => void
}

/**
 * The stream itself. Where it breaks it is opened again, ever later; at once when the network is back or the tab is seen
 * again. Where it ended with the sign-in, or turned out to be another person's, it stays shut until then.
 */
function follow(user: string, pass: LiveOptions['hear'], left: AbortSignal): Stream {
  let wait = FIRST_WAIT
  let timer: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined
  const stop = () => {
    clearTimeout(timer)
    source?.close()
  }
  const open = () => {
    stop()
    if (left.aborted) return
    source = openSource(pass, stop)
    source.addEventListener('hello', ({ data }: MessageEvent<string>) => {
      wait = FIRST_WAIT
      if ((JSON.parse(data) as { user: string }).user !== user) stop()
    })
    source.onerror = openLater
  }
  const openLater = () => {
    stop()
    timer = setTimeout(open, wait * (0.5 + Math.random() / 2))
    wait = Math.min(2 * wait, LONGEST_WAIT)
  }
  const wake = () => {
    if (source?.readyState === EventSource.CLOSED) open()
  }
  addEventListener('online', open, { signal: left })
  const look = () => document.visibilityState === 'visible' && wake()
  document.addEventListener('visibilitychange', look, { signal: left })
  left.addEventListener('abort', stop)
  open()
  return { wake }
}

function openSource(pass: LiveOptions['hear'], onEnd: () => void): EventSource {
  const source = new EventSource(`/api/live?locale=${document.documentElement.lang}`)
  for (const event of ['unread', 'notification'])
    source.addEventListener(event, ({ data }: MessageEvent<string>) =>
      pass({ event, data: JSON.parse(data) }),
    )
  source.addEventListener('end', onEnd)
  return source
}
