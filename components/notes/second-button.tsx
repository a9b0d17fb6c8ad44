'use client'

import { Icon } from '@/components/ui/icon'
import { seekTo } from '@/components/video/player-store'
import { formatTimecode } from '@/lib/utils/timecode'
import { withTime } from './note-texts'

interface SecondButtonProps {
  second: number
  /** Without a player there is nowhere to go, so it is just the time. */
  isActive: boolean
  label: string
}

/** A place in the video: pressed, the video is there. */
export function SecondButton({ second, isActive, label }: SecondButtonProps) {
  const time = formatTimecode(second)
  const look = 'inline-flex items-center gap-1.5 text-sm font-medium tabular-nums'
  if (!isActive) return <p className={`${look} text-muted`}>{time}</p>
  const go = () => {
    seekTo(second)
    document.querySelector('video')?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <button
      type="button"
      aria-label={withTime(label, time)}
      onClick={go}
      className={`${look} -ms-1.5 min-h-11 rounded-md px-1.5 text-accent hover:bg-accent-soft pointer-fine:min-h-7`}
    >
      <Icon name="play" size="xs" />
      {time}
    </button>
  )
}
