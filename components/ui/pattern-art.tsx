import { cn } from '@/lib/utils/cn'
import { PATTERN_SIZE, patternOf } from '@/lib/utils/pattern'

interface PatternArtProps {
  /** The same seed always gives the same picture. */
  seed: string
  /** 0 to 359 */
  hue: number
  className?: string
}

/** A quiet picture drawn from a text, for what has no picture of its own. Decoration: it says nothing to a reader. */
export function PatternArt({ seed, hue, className }: PatternArtProps) {
  return (
    <svg
      viewBox={`0 0 ${PATTERN_SIZE.width} ${PATTERN_SIZE.height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
      className={cn('art block size-full', className)}
      style={{ '--hue': hue }}
    >
      {patternOf(seed).map(({ shape: Shape, tone, ...given }, index) => (
        <Shape
          key={index}
          className={tone.startsWith('line') ? `art-line art-${tone}` : `art-${tone}`}
          {...given}
        />
      ))}
    </svg>
  )
}
