import type { RefObject } from 'react'
import type { CaptionTrack } from '@/lib/media/dto'
import { nextRate, type KeyAct } from './player-keys'
import { changePreferences, readPreferences } from './player-preferences'

/** Everything that can be done with a player, by button, key, finger or from beside it. */
export type PlayerActs = {
  toggle: () => void
  play: () => void
  move: (seconds: number) => void
  seek: (second: number) => void
  setRate: (rate: number) => void
  setVolume: (volume: number) => void
  toggleMute: () => void
  setCaptions: (language: string | null) => void
  toggleCaptions: () => void
  togglePictureInPicture: () => void
  toggleFullScreen: () => void
}

type Player = {
  video: RefObject<HTMLVideoElement | null>
  film: { tracks: readonly CaptionTrack[] }
  /** The languages to read captions in, best first. */
  languages: readonly string[]
  toggleFullScreen: () => void
}

export function usePlayerActs({ video, film, languages, toggleFullScreen }: Player): PlayerActs {
  const withVideo = (act: (element: HTMLVideoElement) => void) => () => {
    if (video.current !== null) act(video.current)
  }
  const setRate = (rate: number) => {
    changePreferences({ rate })
    if (video.current !== null) video.current.defaultPlaybackRate = video.current.playbackRate = rate
  }
  const setCaptions = (language: string | null) => changePreferences({ captions: language })
  return {
    toggle: withVideo((element) => (element.paused || element.ended ? play(element) : element.pause())),
    play: withVideo(play),
    move: (seconds) => withVideo((element) => seekIn(element, element.currentTime + seconds))(),
    seek: (second) => withVideo((element) => seekIn(element, second))(),
    setRate,
    setVolume: (volume) => withVideo((element) => setVolume(element, volume))(),
    toggleMute: withVideo(toggleMute),
    setCaptions,
    toggleCaptions: () => {
      const isShown = film.tracks.some(({ language }) => language === readPreferences().captions)
      setCaptions(isShown ? null : bestOf(film.tracks, languages))
    },
    togglePictureInPicture: withVideo((element) => void togglePictureInPicture(element)),
    toggleFullScreen,
  }
}

/** What a key asks for. */
export function doAct(asked: KeyAct, acts: PlayerActs, video: HTMLVideoElement): void {
  switch (asked.act) {
    case 'toggle':
      return acts.toggle()
    case 'mute':
      return acts.toggleMute()
    case 'fullScreen':
      return acts.toggleFullScreen()
    case 'captions':
      return acts.toggleCaptions()
    case 'move':
      return acts.move(asked.seconds)
    case 'go':
      return acts.seek(asked.share * (video.duration || 0))
    case 'volume':
      return acts.setVolume((video.muted ? 0 : video.volume) + asked.change)
    case 'rate':
      return acts.setRate(nextRate(video.playbackRate, asked.step))
  }
}

/** What was chosen in another player, or at another time, holds here too. */
export function applyChoices(video: HTMLVideoElement): void {
  const { volume, isMuted, rate } = readPreferences()
  video.volume = volume
  video.muted = isMuted
  video.defaultPlaybackRate = video.playbackRate = rate
}

/** One language over the picture, or none; those of the transcript stay loaded. */
export function showCaptions({ textTracks }: HTMLVideoElement, language: string | null): void {
  for (const track of textTracks)
    if (track.language === language) track.mode = 'showing'
    else if (track.mode === 'showing') track.mode = 'hidden'
}

export function seekIn(video: HTMLVideoElement, second: number): void {
  const end = Number.isFinite(video.duration) ? video.duration : Infinity
  video.currentTime = Math.min(Math.max(0, second), end)
}

/** The language of these tracks that a reader of those languages reads best; the first where none is. */
export function bestOf(tracks: readonly CaptionTrack[], languages: readonly string[]): string | null {
  const known = languages.find((language) => tracks.some((track) => track.language === language))
  return known ?? tracks[0]?.language ?? null
}

/** A browser may refuse to play what nobody touched; then the button is there. */
function play(video: HTMLVideoElement): void {
  void video.play().catch(() => undefined)
}

function setVolume(video: HTMLVideoElement, wanted: number): void {
  const volume = Math.round(Math.min(1, Math.max(0, wanted)) * 100) / 100
  video.volume = volume
  video.muted = volume === 0
  changePreferences({ volume, isMuted: video.muted })
}

function toggleMute(video: HTMLVideoElement): void {
  const isSilent = video.muted || video.volume === 0
  video.muted = !isSilent
  if (isSilent && video.volume === 0) video.volume = 0.5
  changePreferences({ isMuted: video.muted, volume: video.volume })
}

async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  try {
    if (document.pictureInPictureElement === video) await document.exitPictureInPicture()
    else await video.requestPictureInPicture()
  } catch {
    // Not while there is nothing to show yet; the button stays.
  }
}
