'use client'

import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import type { PlayableVideo } from '@/lib/media/dto'
import { applyChoices, doAct, seekIn, showCaptions, usePlayerActs } from './player-acts'
import { PlayerControls } from './player-controls'
import { actOfKey } from './player-keys'
import { readPreferences, serverPreferences, subscribeToPreferences } from './player-preferences'
import { registerPlayer } from './player-store'
import { Transcript } from './transcript'
import { useFullScreen } from './use-full-screen'
import { useMedia } from './use-media'
import { useRecovery } from './use-recovery'
import { useTaps } from './use-taps'
import { useWatching } from './use-watching'
import { fill, type PlayerTexts, type TranscriptTexts } from './video-texts'
import { WatchNote } from './watch-note'

interface VideoPlayerProps {
  video: PlayableVideo & { src: string }
  title: string
  /** Where to begin. */
  startAt: number
  /** Whose page it is on, so that an address that has run out is renewed. */
  lessonId: string | null
  /** Of a learner, whose watching counts. */
  watched: { percent: number; isDone: boolean } | null
  /** The languages to read captions in, best first. */
  languages: readonly string[]
  texts: { player: PlayerTexts; transcript: TranscriptTexts }
}

/** A video with our own controls, its captions and what is said in it. Without scripts it is the browser's own player. */
export function VideoPlayer(props: VideoPlayerProps) {
  const { video: film, title, lessonId, watched, languages, texts } = props
  // When the page is read anew, its address and place are others: taken over, they would stop a film that plays.
  const [{ src, startAt }] = useState({ src: film.src, startAt: props.startAt })
  const hasScripts = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  const chosen = useSyncExternalStore(subscribeToPreferences, readPreferences, serverPreferences)
  const frame = useRef<HTMLDivElement>(null)
  const { video, media } = useMedia({ duration: film.durationSeconds, second: startAt })
  const fullScreen = useFullScreen(frame, video, media.isPlaying)
  const { failure, retry } = useRecovery(video, { src, lessonId, startAt })
  const state = useWatching(video, {
    lessonId: watched === null ? null : lessonId,
    percent: watched?.percent ?? 0,
    isDone: watched?.isDone ?? false,
  })
  const acts = usePlayerActs({ video, film, languages, toggleFullScreen: fullScreen.toggle })
  const tap = useTaps(acts, fullScreen)

  useEffect(() => {
    const element = video.current
    if (element === null) return
    applyChoices(element)
    return registerPlayer({
      currentSecond: () => element.currentTime,
      seekTo: (second) => seekIn(element, second),
    })
  }, [video])
  useEffect(() => {
    if (video.current !== null) showCaptions(video.current, chosen.captions)
  }, [video, chosen.captions])

  const pressKey = (event: KeyboardEvent) => {
    const { target } = event
    if (!(target instanceof HTMLElement) || target.closest('select, textarea, input:not([type=range])'))
      return
    const act = actOfKey(event, { isButton: target.matches('button'), isSlider: target.matches('input') })
    if (act === null) return
    event.preventDefault()
    event.stopPropagation()
    fullScreen.wake()
    if (video.current !== null) doAct(act, acts, video.current)
  }
  return (
    <section aria-label={fill(texts.player.region, { title })}>
      <div
        ref={frame}
        data-idle={fullScreen.isIdle || undefined}
        onKeyDown={pressKey}
        onPointerMove={fullScreen.wake}
        className="group/player fullscreen:rounded-none relative flex flex-col overflow-hidden rounded-lg bg-sunken text-ink data-idle:cursor-none"
      >
        <div className="relative flex min-h-0 flex-1 items-center justify-center">
          <video
            ref={video}
            controls={!hasScripts}
            playsInline
            preload="metadata"
            tabIndex={0}
            src={`${src}#t=${startAt}`}
            poster={film.posterUrl ?? undefined}
            width={film.width ?? undefined}
            height={film.height ?? undefined}
            aria-label={title}
            onPointerUp={tap}
            className="player-video group-fullscreen/player:aspect-auto group-fullscreen/player:h-full group-fullscreen/player:max-h-none aspect-video max-h-[80dvh] w-full"
          >
            {film.tracks.map((track) => (
              <track
                key={track.language}
                kind="captions"
                srcLang={track.language}
                label={track.label}
                src={track.src}
              />
            ))}
          </video>
          {media.isWaiting && failure === null ? (
            <span className="pointer-events-none absolute flex rounded-full bg-overlay p-3">
              <Spinner className="size-8" />
              <span className="sr-only">{texts.player.loading}</span>
            </span>
          ) : null}
          {failure === null ? null : (
            <div
              role="alert"
              className="absolute inset-0 flex flex-col items-center justify-center gap-4 bg-sunken p-6 text-center"
            >
              <p className="max-w-prose text-balance">{texts.player[failure]}</p>
              <Button onClick={retry}>{texts.player.retry}</Button>
            </div>
          )}
        </div>
        <div className="group-fullscreen/player:absolute group-fullscreen/player:inset-x-0 group-fullscreen/player:bottom-0 group-fullscreen/player:bg-sunken/85 group-fullscreen/player:pb-[env(safe-area-inset-bottom)] needs-script group-data-idle/player:pointer-events-none group-data-idle/player:opacity-0 motion-safe:transition-opacity">
          <PlayerControls
            media={media}
            acts={acts}
            tracks={film.tracks}
            captions={chosen.captions}
            isFullScreen={fullScreen.isOn}
            hasPictureInPicture={hasScripts && document.pictureInPictureEnabled === true}
            texts={texts.player}
          />
        </div>
      </div>
      {watched === null ? null : (
        <WatchNote state={state} hasLength={film.durationSeconds > 0} texts={texts.player} />
      )}
      {film.tracks.length === 0 ? null : (
        <Transcript
          video={video}
          tracks={film.tracks}
          cues={film.cues}
          languages={languages}
          second={media.second}
          placeHref={lessonId !== null ? '?t=' : hasScripts ? '#t=' : null}
          onGoTo={(second) => {
            acts.seek(second)
            acts.play()
          }}
          texts={texts.transcript}
        />
      )}
    </section>
  )
}

function subscribeToNothing(): () => void {
  return () => undefined
}
