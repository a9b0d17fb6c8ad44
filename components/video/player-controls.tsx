'use client'

import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'
import type { CaptionTrack } from '@/lib/media/dto'
import { cn } from '@/lib/utils/cn'
import { formatTimecode } from '@/lib/utils/timecode'
import type { PlayerActs } from './player-acts'
import { RATES } from './player-preferences'
import { SeekBar } from './seek-bar'
import type { MediaState } from './use-media'
import { fill, type PlayerTexts } from './video-texts'

interface PlayerControlsProps {
  media: MediaState
  acts: PlayerActs
  tracks: readonly CaptionTrack[]
  captions: string | null
  isFullScreen: boolean
  hasPictureInPicture: boolean
  texts: PlayerTexts
}

/** Everything one does with a video. The letters are pressed from anywhere on the page by its own keys. */
export function PlayerControls(props: PlayerControlsProps) {
  const { media, acts, tracks, isFullScreen, hasPictureInPicture, texts } = props
  const { second, duration, isPlaying, isMuted } = media
  return (
    <div className="px-2 pt-2 pb-1 sm:px-3">
      <SeekBar
        second={second}
        duration={duration}
        bufferedTo={media.bufferedTo}
        onSeek={acts.seek}
        texts={texts}
      />
      <div className="flex flex-wrap items-center gap-x-0.5 sm:gap-x-1">
        <ControlButton
          icon={isPlaying ? 'pause' : 'play'}
          label={isPlaying ? texts.pause : texts.play}
          letter="k"
          onClick={acts.toggle}
        />
        <ControlButton icon="rotate-ccw" label={texts.back} letter="j" onClick={() => acts.move(-10)} />
        <ControlButton icon="rotate-cw" label={texts.forward} letter="l" onClick={() => acts.move(10)} />
        <ControlButton
          icon={isMuted ? 'volume-x' : 'volume-2'}
          label={isMuted ? texts.unmute : texts.mute}
          letter="m"
          onClick={acts.toggleMute}
        />
        <input
          type="range"
          aria-label={texts.volume}
          aria-valuetext={`${Math.round((isMuted ? 0 : media.volume) * 100)}%`}
          min={0}
          max={1}
          step={0.05}
          value={isMuted ? 0 : media.volume}
          onChange={({ target }) => acts.setVolume(Number(target.value))}
          className="player-range hidden h-6 w-16 player-range-line pointer-fine:sm:block"
        />
        <p className="px-1.5 text-sm whitespace-nowrap tabular-nums">
          {formatTimecode(second)}
          <span className="text-muted">{` / ${formatTimecode(duration)}`}</span>
        </p>
        <div className="ms-auto flex items-center gap-x-0.5 sm:gap-x-1">
          <Choice
            label={texts.speed}
            value={String(media.rate)}
            options={RATES.map((rate) => [String(rate), fill(texts.speedValue, { rate })])}
            onChoose={(rate) => acts.setRate(Number(rate))}
          >
            {fill(texts.speedValue, { rate: media.rate })}
          </Choice>
          {tracks.length > 0 ? <CaptionChoice {...props} /> : null}
          {hasPictureInPicture ? (
            <ControlButton
              icon="picture-in-picture-2"
              label={texts.pictureInPicture}
              isPressed={media.isPictureInPicture}
              onClick={acts.togglePictureInPicture}
            />
          ) : null}
          <ControlButton
            icon={isFullScreen ? 'minimize' : 'maximize'}
            label={isFullScreen ? texts.leaveFullScreen : texts.fullScreen}
            letter="f"
            onClick={acts.toggleFullScreen}
          />
        </div>
      </div>
    </div>
  )
}

/** One button for on and off; where there are several languages, a list of them beside it. */
function CaptionChoice({ acts, tracks, captions, texts }: PlayerControlsProps) {
  const shown = tracks.find(({ language }) => language === captions)
  return (
    <>
      <ControlButton
        icon={shown === undefined ? 'captions-off' : 'captions'}
        label={texts.captions}
        letter="c"
        isPressed={shown !== undefined}
        onClick={acts.toggleCaptions}
      />
      {tracks.length > 1 ? (
        <Choice
          label={texts.captionsLanguage}
          value={shown?.language ?? ''}
          options={[
            ['', texts.captionsOff],
            ...tracks.map(({ language, label }): [string, string] => [language, label]),
          ]}
          onChoose={(language) => acts.setCaptions(language === '' ? null : language)}
        >
          <Icon name="languages" className={shown === undefined ? 'text-muted' : undefined} />
        </Choice>
      ) : null}
    </>
  )
}

interface ControlButtonProps {
  icon: IconName
  label: string
  letter?: string
  isPressed?: boolean
  onClick: () => void
}

function ControlButton({ icon, label, letter, isPressed, onClick }: ControlButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={letter === undefined ? label : `${label} (${letter})`}
      aria-pressed={isPressed}
      aria-keyshortcuts={letter}
      data-key={letter}
      onClick={onClick}
      className={cn(
        'flex size-11 shrink-0 items-center justify-center rounded-md hover:bg-raised pointer-fine:size-9',
        isPressed && 'text-accent',
      )}
    >
      <Icon name={icon} />
    </button>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onChoose: (value: string) => void
  children: ReactNode
}

/** The browser's own list behind a few letters or a picture: it opens above full screen and knows every phone's wheel. */
function Choice({ label, value, options, onChoose, children }: ChoiceProps) {
  return (
    <span className="focus-within:outline-focus relative flex h-11 min-w-11 items-center justify-center rounded-md px-1 text-sm font-medium tabular-nums focus-within:outline-2 hover:bg-raised pointer-fine:h-9 pointer-fine:min-w-9">
      <span aria-hidden="true">{children}</span>
      <select
        aria-label={label}
        title={label}
        value={value}
        onChange={({ target }) => onChoose(target.value)}
        className="absolute inset-0 cursor-pointer appearance-none bg-raised text-ink opacity-0"
      >
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </span>
  )
}
