/** What a person chose in one player holds in every other, on this browser. */
export type PlayerPreferences = {
  rate: number
  volume: number
  isMuted: boolean
  /** The language of the captions; null for none. */
  captions: string | null
  /** Of the transcript, where it is another one. */
  transcript: string | null
  isTranscriptShown: boolean
}

const STORED_AS = 'player'
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const
const DEFAULTS: PlayerPreferences = {
  rate: 1,
  volume: 1,
  isMuted: false,
  captions: null,
  transcript: null,
  isTranscriptShown: true,
}

let known: PlayerPreferences | null = null
const listeners = new Set<() => void>()

/** The server knows none; the first picture in the browser is the same. */
export function serverPreferences(): PlayerPreferences {
  return DEFAULTS
}

export function readPreferences(): PlayerPreferences {
  known ??= readStored()
  return known
}

export function changePreferences(changes: Partial<PlayerPreferences>): void {
  known = { ...readPreferences(), ...changes }
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(known))
  } catch {
    // This browser keeps nothing: it holds for the page.
  }
  for (const listener of listeners) listener()
}

export function subscribeToPreferences(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readStored(): PlayerPreferences {
  try {
    return checked(JSON.parse(localStorage.getItem(STORED_AS) ?? '{}'))
  } catch {
    return DEFAULTS
  }
}

/** Anything may stand in the store: an older version's words, or nothing that makes sense. */
export function checked(stored: unknown): PlayerPreferences {
  const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  const { rate, volume, isMuted, captions, transcript, isTranscriptShown } = given
  return {
    rate: RATES.find((each) => each === rate) ?? DEFAULTS.rate,
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : DEFAULTS.volume,
    isMuted: isMuted === true,
    captions: typeof captions === 'string' ? captions : null,
    transcript: typeof transcript === 'string' ? transcript : null,
    isTranscriptShown: isTranscriptShown !== false,
  }
}
