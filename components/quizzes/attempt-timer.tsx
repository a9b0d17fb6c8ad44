'use client'

import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { cn } from '@/lib/utils/cn'
import { filled, type TakingTexts } from './taking-texts'

/** Said aloud when so many seconds are left. */
const WARNINGS = [600, 300, 60, 30] as const

interface AttemptTimerProps {
  /** Milliseconds that were left when the server made the page. */
  leftAtFirst: number
  texts: TakingTexts
  onOver: () => void
}

/** The time left by the server's clock: this browser's own is only used to see how much has passed since. */
export function AttemptTimer({ leftAtFirst, texts, onOver }: AttemptTimerProps) {
  const [seconds, setSeconds] = useState(Math.max(0, Math.ceil(leftAtFirst / 1_000)))
  const [said, setSaid] = useState('')
  const over = useRef(onOver)
  useEffect(() => {
    over.current = onOver
  }, [onOver])

  useEffect(() => {
    const begun = performance.now()
    let last = Math.ceil(leftAtFirst / 1_000)
    const tick = () => {
      const left = Math.max(0, Math.ceil((leftAtFirst - (performance.now() - begun)) / 1_000))
      setSeconds(left)
      const warning = WARNINGS.find((each) => left <= each && last > each)
      if (warning !== undefined) setSaid(wordsOf(warning, texts))
      last = left
      if (left > 0) return
      clearInterval(timer)
      setSaid(texts.timeOver)
      over.current()
    }
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [leftAtFirst, texts])

  return (
    <>
      <p
        role="timer"
        aria-label={texts.timeLeft}
        className={cn(
          'inline-flex items-center gap-2 rounded-md border px-3 py-1.5 font-medium tabular-nums',
          seconds <= 60 ? 'border-danger/40 bg-danger-soft text-danger' : 'border-line bg-raised',
        )}
      >
        <Icon name="timer" size="sm" />
        {clockOf(seconds)}
      </p>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
      {seconds === 0 ? <p className="text-sm text-danger">{texts.timeOver}</p> : null}
    </>
  )
}

function wordsOf(seconds: number, texts: TakingTexts): string {
  return seconds >= 60
    ? filled(texts.minutesLeft, { minutes: seconds / 60 })
    : filled(texts.secondsLeft, { seconds })
}

/** 1:05:09, or 5:09. */
function clockOf(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
