import { useEffect, useRef, type PointerEvent } from 'react'
import type { PlayerActs } from './player-acts'
import type { FullScreen } from './use-full-screen'

const DOUBLE_TAP_MS = 280
const TAP_SECONDS = 10

/**
 * What a press on the picture does. A mouse plays and pauses. A finger in full screen first brings the controls back; two
 * quick taps on the left or right third go back or on.
 */
export function useTaps(acts: PlayerActs, { isOn, isIdle, wake }: FullScreen) {
  const first = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => () => clearTimeout(first.current ?? undefined), [])
  return ({ button, clientX, currentTarget, pointerType }: PointerEvent) => {
    if (button !== 0) return
    if (pointerType === 'mouse') return acts.toggle()
    const { left, width } = currentTarget.getBoundingClientRect()
    const share = (clientX - left) / width
    const side = share < 1 / 3 ? -1 : share > 2 / 3 ? 1 : 0
    if (first.current !== null) {
      clearTimeout(first.current)
      first.current = null
      return side === 0 ? acts.toggleFullScreen() : acts.move(side * TAP_SECONDS)
    }
    first.current = setTimeout(() => {
      first.current = null
      if (isOn && isIdle) wake()
      else acts.toggle()
    }, DOUBLE_TAP_MS)
  }
}
