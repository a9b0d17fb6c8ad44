'use client'

import { memo, useEffect, useState, type MouseEvent, type RefObject } from 'react'
import { Button } from '@/components/ui/button'
import type { Cue } from '@/lib/media/dto'
import { cn } from '@/lib/utils/cn'
import { languageOf } from '@/lib/utils/languages'
import { formatTimecode } from '@/lib/utils/timecode'
import { cueAt, type Hit } from './transcript-search'
import type { TranscriptTexts } from './video-texts'

interface TranscriptLinesProps {
  panel: RefObject<HTMLDivElement | null>
  cues: readonly Cue[]
  hits: readonly Hit[]
  /** The one that is looked at. */
  hit: Hit | null
  language: string
  second: number
  isShown: boolean
  /** What a line's link begins with; null where a link could lead nowhere. */
  placeHref: string | null
  onGoTo: (second: number) => void
  texts: Pick<TranscriptTexts, 'follow'>
}

/** The sentences. The one that is spoken stays in sight, until the reader scrolls: then the list is theirs. */
export function TranscriptLines(props: TranscriptLinesProps) {
  const { panel, cues, hits, hit, language, second, isShown, placeHref, onGoTo, texts } = props
  const [isFollowing, setIsFollowing] = useState(true)
  const current = cueAt(cues, second)
  const hitCue = hit?.cue ?? null
  const shownLine = hitCue ?? (isFollowing ? current : null)
  useEffect(() => {
    if (isShown && shownLine !== null) showLine(panel.current, shownLine)
  }, [panel, isShown, shownLine, hit?.start])
  const stopFollowing = () => setIsFollowing(false)
  const go = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[data-line]') : null
    const cue = cues[Number(line?.getAttribute('data-line') ?? -1)]
    if (cue === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    setIsFollowing(true)
    onGoTo(cue.from)
  }
  return (
    <div className="relative">
      <div
        ref={panel}
        onClick={go}
        onWheel={stopFollowing}
        onTouchMove={stopFollowing}
        onKeyDown={({ key }) => /^(Page|Home|End|Arrow)/.test(key) && stopFollowing()}
        onPointerDown={({ target, currentTarget }) => target === currentTarget && stopFollowing()}
        className="max-h-48 overflow-y-auto overscroll-contain border-t border-line py-2 md:max-h-80"
      >
        <ol {...languageOf(language, '')}>
          {cues.map((cue, place) => (
            <Line
              key={place}
              cue={cue}
              place={place}
              isCurrent={place === current}
              marks={hits.filter((each) => each.cue === place)}
              shownMark={hitCue === place ? hit : null}
              href={placeHref === null ? undefined : `${placeHref}${Math.floor(cue.from)}`}
            />
          ))}
        </ol>
      </div>
      {isFollowing || current < 0 ? null : (
        <Button
          size="sm"
          className="absolute inset-x-0 bottom-3 mx-auto needs-script w-fit shadow-float"
          onClick={() => setIsFollowing(true)}
        >
          {texts.follow}
        </Button>
      )}
    </div>
  )
}

/** Only the panel scrolls: the page stays where its reader has put it. */
function showLine(panel: HTMLElement | null, place: number): void {
  const line = panel?.querySelector<HTMLElement>(`[data-line="${place}"]`)
  if (!panel || !line) return
  const { top, height } = line.getBoundingClientRect()
  const box = panel.getBoundingClientRect()
  panel.scrollTop += top - box.top - (box.height - height) / 2
}

interface LineProps {
  cue: Cue
  place: number
  isCurrent: boolean
  marks: readonly Hit[]
  shownMark: Hit | null
  href: string | undefined
}

const Line = memo(
  function Line({ cue, place, isCurrent, marks, shownMark, href }: LineProps) {
    return (
      <li>
        <a
          href={href}
          data-line={place}
          aria-current={isCurrent || undefined}
          className={cn(
            'grid min-h-11 grid-cols-[auto_1fr] items-baseline gap-x-3 px-4 py-2 text-ink no-underline hover:bg-sunken pointer-fine:min-h-0 pointer-fine:py-1.5',
            isCurrent && 'bg-accent-soft font-medium',
          )}
        >
          <span className="text-sm text-muted tabular-nums">{formatTimecode(cue.from)}</span>
          <span className="wrap-anywhere whitespace-pre-line">{marked(cue.text, marks, shownMark)}</span>
        </a>
      </li>
    )
  },
  (before, after) =>
    before.cue === after.cue &&
    before.isCurrent === after.isCurrent &&
    before.href === after.href &&
    before.shownMark === after.shownMark &&
    before.marks.length === after.marks.length &&
    before.marks.every(
      (mark, at) => mark.start === after.marks[at]?.start && mark.end === after.marks[at]?.end,
    ),
)

function marked(text: string, marks: readonly Hit[], shown: Hit | null) {
  if (marks.length === 0) return text
  return [
    ...marks.flatMap((mark, at) => [
      text.slice(marks[at - 1]?.end ?? 0, mark.start),
      <mark
        key={mark.start}
        className={cn(
          'rounded-sm text-ink',
          shown?.start === mark.start ? 'outline-focus bg-accent-soft outline-2' : 'bg-warning-soft',
        )}
      >
        {text.slice(mark.start, mark.end)}
      </mark>,
    ]),
    text.slice(marks.at(-1)?.end ?? 0),
  ]
}
