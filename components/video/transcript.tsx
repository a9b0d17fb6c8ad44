'use client'

import { useId, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import type { CaptionTrack, Cue } from '@/lib/media/dto'
import { bestOf } from './player-acts'
import {
  changePreferences,
  readPreferences,
  serverPreferences,
  subscribeToPreferences,
} from './player-preferences'
import { TranscriptLines } from './transcript-lines'
import { TranscriptSearch } from './transcript-search-field'
import { findHits } from './transcript-search'
import { useCues } from './use-cues'
import type { TranscriptTexts } from './video-texts'

interface TranscriptProps {
  video: RefObject<HTMLVideoElement | null>
  tracks: readonly CaptionTrack[]
  cues: Readonly<Record<string, readonly Cue[]>>
  /** The languages to read in, best first. */
  languages: readonly string[]
  second: number
  placeHref: string | null
  onGoTo: (second: number) => void
  texts: TranscriptTexts
}

/** What is said in the video: it follows the playing, leads to every sentence, and can be searched. */
export function Transcript(props: TranscriptProps) {
  const { video, tracks, cues: known, languages, second, placeHref, onGoTo, texts } = props
  const chosen = useSyncExternalStore(subscribeToPreferences, readPreferences, serverPreferences)
  const wanted = chosen.transcript === null ? languages : [chosen.transcript, ...languages]
  const language = bestOf(tracks, wanted)
  const found = useCues(video, language, known)
  const [query, setQuery] = useState('')
  const [hit, setHit] = useState(0)
  const panel = useRef<HTMLDivElement>(null)
  const id = useId()
  const cues = found.state === 'there' ? found.cues : []
  const hits = findHits(cues, query)
  const isShown = chosen.isTranscriptShown
  return (
    <div className="mt-4 rounded-lg border border-line">
      <div className="flex flex-wrap items-center gap-2 p-2 ps-4">
        <h2 className="me-auto text-sm font-semibold">{texts.title}</h2>
        {isShown && tracks.length > 1 ? (
          <div className="needs-script">
            <Select
              aria-label={texts.language}
              value={language ?? ''}
              onChange={({ target }) => changePreferences({ transcript: target.value })}
              options={tracks.map(({ language: value, label }) => ({ value, label }))}
            />
          </div>
        ) : null}
        <Button
          size="sm"
          variant="quiet"
          aria-expanded={isShown}
          aria-controls={id}
          className="needs-script"
          onClick={() => changePreferences({ isTranscriptShown: !isShown })}
        >
          <Icon name={isShown ? 'chevron-up' : 'chevron-down'} size="sm" />
          {isShown ? texts.hide : texts.show}
        </Button>
      </div>
      <div id={id} hidden={!isShown}>
        <TranscriptSearch
          query={query}
          onQuery={(next) => {
            setQuery(next)
            setHit(0)
          }}
          place={hit}
          count={hits.length}
          onPlace={setHit}
          texts={texts}
        />
        {found.state === 'there' ? (
          <TranscriptLines
            panel={panel}
            cues={cues}
            hits={hits}
            hit={hits[hit] ?? null}
            language={language ?? ''}
            second={second}
            isShown={isShown}
            placeHref={placeHref}
            onGoTo={onGoTo}
            texts={texts}
          />
        ) : (
          <p className="needs-script px-4 pb-4 text-sm text-muted">
            {found.state === 'loading' ? texts.loading : texts.failed}
          </p>
        )}
      </div>
    </div>
  )
}
