'use client'

import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { formatTimecode } from '@/lib/utils/timecode'
import { fill, type PlayerTexts } from './video-texts'

interface SeekBarProps {
  second: number
  duration: number
  bufferedTo: number
  onSeek: (second: number) => void
  texts: Pick<PlayerTexts, 'seek' | 'seekValue'>
}

const ARROW_SECONDS = 5
const PAGE_SECONDS = 30

/** The whole video as a slider: what was played, what is loaded, and under the pointer the time it would go to. */
export function SeekBar({ second, duration, bufferedTo, onSeek, texts }: SeekBarProps) {
  const [pointed, setPointed] = useState<number | null>(null)
  const share = (at: number) => `${duration > 0 ? Math.min(100, (100 * at) / duration) : 0}%`
  const point = ({ clientX, currentTarget, pointerType }: PointerEvent) => {
    if (pointerType === 'touch' || duration <= 0) return
    const { left, width } = currentTarget.getBoundingClientRect()
    setPointed(Math.min(Math.max(0, (clientX - left) / width), 1) * duration)
  }
  const move = (event: KeyboardEvent) => {
    const seconds = MOVES[event.key]
    if (seconds === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onSeek(second + seconds)
  }
  return (
    <div
      className="group/seek relative flex h-6 items-center pointer-fine:h-4"
      onPointerMove={point}
      onPointerLeave={() => setPointed(null)}
    >
      <div
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-0 h-1 overflow-hidden rounded-full bg-line transition-[height] group-hover/seek:h-1.5 motion-reduce:transition-none"
      >
        <div className="absolute inset-y-0 left-0 bg-line-strong" style={{ width: share(bufferedTo) }} />
        <div className="absolute inset-y-0 left-0 bg-accent-400" style={{ width: share(second) }} />
      </div>
      <input
        type="range"
        aria-label={texts.seek}
        aria-valuetext={fill(texts.seekValue, {
          time: formatTimecode(second),
          duration: formatTimecode(duration),
        })}
        min={0}
        max={duration > 0 ? duration : 1}
        step={0.1}
        value={Math.min(second, duration > 0 ? duration : 1)}
        onChange={({ target }) => onSeek(Number(target.value))}
        onKeyDown={move}
        className="relative player-range w-full"
      />
      {pointed === null ? null : (
        <output
          aria-hidden="true"
          className="pointer-events-none absolute bottom-full mb-1 -translate-x-1/2 rounded-sm bg-raised px-1.5 py-0.5 text-xs tabular-nums shadow-float"
          style={{ left: share(pointed) }}
        >
          {formatTimecode(pointed)}
        </output>
      )}
    </div>
  )
}

const MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -ARROW_SECONDS,
  ArrowDown: -ARROW_SECONDS,
  ArrowRight: ARROW_SECONDS,
  ArrowUp: ARROW_SECONDS,
  PageDown: -PAGE_SECONDS,
  PageUp: PAGE_SECONDS,
}
