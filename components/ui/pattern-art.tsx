import { cn } from '@/lib/utils/cn'
import { kept } from '@/lib/utils/kept'
import { PATTERN_SIZE, patternOf, type PatternShape } from '@/lib/utils/pattern'

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
      className={cn('art block size-full', className)}
      style={{ '--hue': hue }}
      // A list has dozens of pictures of dozens of shapes: as text they cost next to nothing. It holds numbers alone.
      dangerouslySetInnerHTML={{ __html: drawn(seed) }}
    />
  )
}

/** Some kilobytes each. */
const MOST_KEPT = 500
const drawn = kept(
  MOST_KEPT,
  (seed: string) => seed,
  (seed) => patternOf(seed).map(markupOf).join(''),
)

function markupOf({ shape, tone, ...given }: PatternShape): string {
  const className = tone.startsWith('line') ? `art-line art-${tone}` : `art-${tone}`
  const attributes = Object.entries(given).map(([name, value]) => ` ${name}="${value}"`)
  return `<${shape} class="${className}"${attributes.join('')}/>`
}
