import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'

/** What a `<video>` says of itself, as far as it is shown. */
export type MediaState = {
  isPlaying: boolean
  isWaiting: boolean
  second: number
  duration: number
  /** Up to which second it goes on without the network. */
  bufferedTo: number
  volume: number
  isMuted: boolean
  rate: number
  isPictureInPicture: boolean
}

const EVENTS = [
  'loadedmetadata',
  'durationchange',
  'play',
  'playing',
  'pause',
  'ended',
  'waiting',
  'canplay',
  'timeupdate',
  'seeking',
  'seeked',
  'progress',
  'volumechange',
  'ratechange',
  'emptied',
  'enterpictureinpicture',
  'leavepictureinpicture',
] as const

/** The state of a video as React sees it; `known` is what the page knows before the video itself is there. */
export function useMedia(known: { duration: number; second: number }): {
  video: RefObject<HTMLVideoElement | null>
  media: MediaState
} {
  const video = useRef<HTMLVideoElement>(null)
  const [media, setMedia] = useState<MediaState>(() => ({
    isPlaying: false,
    isWaiting: false,
    second: known.second,
    duration: known.duration,
    bufferedTo: 0,
    volume: 1,
    isMuted: false,
    rate: 1,
    isPictureInPicture: false,
  }))
  const { duration, second } = known
  const read = useCallback(() => {
    const element = video.current
    if (element !== null) setMedia(stateOf(element, { duration, second }))
  }, [duration, second])
  useEffect(() => {
    const element = video.current
    if (element === null) return
    read()
    for (const name of EVENTS) element.addEventListener(name, read)
    return () => {
      for (const name of EVENTS) element.removeEventListener(name, read)
    }
  }, [read])
  return { video, media }
}

function stateOf(video: HTMLVideoElement, known: { duration: number; second: number }): MediaState {
  const isThere = video.readyState >= HTMLMediaElement.HAVE_METADATA
  const isPlaying = !video.paused && !video.ended
  return {
    isPlaying,
    isWaiting: isPlaying && (video.seeking || video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA),
    second: isThere ? video.currentTime : known.second,
    duration: isThere && Number.isFinite(video.duration) ? video.duration : known.duration,
    bufferedTo: bufferedFrom(video, video.currentTime),
    volume: video.volume,
    isMuted: video.muted || video.volume === 0,
    rate: video.playbackRate,
    isPictureInPicture: document.pictureInPictureElement === video,
  }
}

function bufferedFrom({ buffered }: HTMLVideoElement, second: number): number {
  for (let place = 0; place < buffered.length; place += 1) {
    if (buffered.start(place) <= second + 0.1 && buffered.end(place) >= second) return buffered.end(place)
  }
  return 0
}
