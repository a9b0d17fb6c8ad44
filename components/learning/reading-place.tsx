'use client'

import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'

const STORED_AS = 'reading-places'
/** The last lessons that were left in the middle; older ones are forgotten. */
const MOST_KEPT = 60
/** A shorter text is seen at a glance. */
const FEWEST_SCREENS = 2.5

interface ReadingPlaceProps {
  /** The learner's enrolment and the lesson, so that nobody else's place is taken for theirs. */
  place: string
  texts: { returned: string; toTheTop: string }
}

/** Brings a reader back to where they stopped in a long text, and says so. Kept in this browser. */
export function ReadingPlace({ place, texts }: ReadingPlaceProps) {
  const [isBack, setIsBack] = useState(false)
  useEffect(() => {
    const text = document.querySelector<HTMLElement>('[data-reading]')
    if (text === null || text.offsetHeight < FEWEST_SCREENS * window.innerHeight) return
    const block = placesKept()[place]
    const target = block === undefined ? undefined : text.children[block]
    let returnedTo: number | null = null
    // After the framework has scrolled to the top of the new page.
    const frame = requestAnimationFrame(() => {
      if (!(target instanceof HTMLElement) || location.hash !== '' || window.scrollY > 0) return
      target.scrollIntoView({ block: 'start', behavior: 'instant' })
      returnedTo = window.scrollY
      setIsBack(true)
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = () => {
      clearTimeout(timer)
      // Who reads on needs no word about it any more.
      if (returnedTo !== null && Math.abs(scrollY - returnedTo) > innerHeight / 2) setIsBack(false)
      timer = setTimeout(() => keepPlace(place, blockAt(text)), 250)
    }
    addEventListener('scroll', follow, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      removeEventListener('scroll', follow)
    }
  }, [place])
  const toTheTop = () => {
    setIsBack(false)
    scrollTo({ top: 0 })
  }
  return (
    <p role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-4">
      {isBack ? (
        <span className="pointer-events-auto flex items-center gap-1 rounded-full border border-line bg-raised py-1 ps-4 pe-1 text-sm shadow-float">
          {texts.returned}
          <button
            type="button"
            onClick={toTheTop}
            className="inline-flex min-h-11 items-center gap-1 rounded-full px-3 font-medium text-accent hover:bg-accent-soft pointer-fine:min-h-8"
          >
            <Icon name="arrow-up" size="sm" />
            {texts.toTheTop}
          </button>
        </span>
      ) : null}
    </p>
  )
}

/** The first part of the text that is on the screen; none before the second screen and at the end. */
function blockAt(text: HTMLElement): number | null {
  const { top, bottom } = text.getBoundingClientRect()
  if (top > -window.innerHeight / 2 || bottom < window.innerHeight) return null
  return [...text.children].findIndex((block) => block.getBoundingClientRect().bottom > 80)
}

function placesKept(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(STORED_AS) ?? '{}') as Record<string, number>
  } catch {
    return {}
  }
}

function keepPlace(place: string, block: number | null): void {
  const { [place]: _before, ...others } = placesKept()
  const kept = block === null ? others : { ...others, [place]: block }
  try {
    localStorage.setItem(
      STORED_AS,
      JSON.stringify(Object.fromEntries(Object.entries(kept).slice(-MOST_KEPT))),
    )
  } catch {
    // This browser keeps nothing.
  }
}
