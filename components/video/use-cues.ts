import { useEffect, useState, type RefObject } from 'react'
import type { Cue } from '@/lib/media/dto'

export type Cues = { state: 'there'; cues: readonly Cue[] } | { state: 'loading' | 'failed' }

/** What is said in one language: as it came with the page, else read by the browser from the captions' own file. */
export function useCues(
  video: RefObject<HTMLVideoElement | null>,
  language: string | null,
  known: Readonly<Record<string, readonly Cue[]>>,
): Cues {
  const [read, setRead] = useState<Readonly<Record<string, readonly Cue[] | null>>>({})
  const isKnown = language === null || known[language] !== undefined
  useEffect(() => {
    const element = video.current
    if (element === null || language === null || isKnown) return
    const holder = [...element.querySelectorAll('track')].find(({ srclang }) => srclang === language)
    if (holder === undefined) return
    const keep = (cues: readonly Cue[] | null) => setRead((before) => ({ ...before, [language]: cues }))
    const finish = () => keep(cuesOf(holder.track))
    const fail = () => keep(null)
    holder.addEventListener('load', finish)
    holder.addEventListener('error', fail)
    // The browser fetches a file of captions only once its track is on.
    if (holder.track.mode === 'disabled') holder.track.mode = 'hidden'
    if (holder.readyState === HTMLTrackElement.LOADED) finish()
    if (holder.readyState === HTMLTrackElement.ERROR) fail()
    return () => {
      holder.removeEventListener('load', finish)
      holder.removeEventListener('error', fail)
    }
  }, [video, language, isKnown])
  if (language === null) return { state: 'failed' }
  const cues = known[language] ?? read[language]
  if (cues === undefined) return { state: 'loading' }
  return cues === null ? { state: 'failed' } : { state: 'there', cues }
}

function cuesOf({ cues }: TextTrack): Cue[] {
  return [...(cues ?? [])].map((cue) => ({
    from: cue.startTime,
    to: cue.endTime,
    text: cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '').trim() : '',
  }))
}
