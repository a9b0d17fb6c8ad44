import { useEffect, useRef, useState, type RefObject } from 'react'

const IDLE_AFTER_MS = 3_000

export type FullScreen = {
  isOn: boolean
  /** The controls are out of the way: nobody has moved anything for a while. */
  isIdle: boolean
  toggle: () => void
  /** Somebody is there: the controls come back. */
  wake: () => void
}

/** A telephone of Apple's gives full screen to the video alone, with its own controls. */
type AppleVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void }

export function useFullScreen(
  frame: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
  isPlaying: boolean,
): FullScreen {
  const [isOn, setIsOn] = useState(false)
  const [isStill, setIsStill] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    const follow = () => setIsOn(frame.current !== null && document.fullscreenElement === frame.current)
    document.addEventListener('fullscreenchange', follow)
    return () => document.removeEventListener('fullscreenchange', follow)
  }, [frame])
  useEffect(() => {
    if (!isOn || !isPlaying) return
    timer.current = setTimeout(() => setIsStill(true), IDLE_AFTER_MS)
    return () => {
      clearTimeout(timer.current)
      setIsStill(false)
    }
  }, [isOn, isPlaying])
  const wake = () => {
    if (!isOn) return
    clearTimeout(timer.current)
    setIsStill(false)
    if (isPlaying) timer.current = setTimeout(() => setIsStill(true), IDLE_AFTER_MS)
  }
  const toggle = () => void change(frame.current, video.current)
  return { isOn, isIdle: isOn && isPlaying && isStill, toggle, wake }
}

async function change(frame: HTMLElement | null, video: AppleVideo | null): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else if (frame?.requestFullscreen) await frame.requestFullscreen()
    else video?.webkitEnterFullscreen?.()
  } catch {
    // The browser does not allow it here, as inside some frames; the video stays where it is.
  }
}
