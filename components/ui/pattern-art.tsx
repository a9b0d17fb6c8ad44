import type { ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'
import { hashOf } from '@/lib/utils/hue'

const WIDTH = 320
const HEIGHT = 180

/** A row of numbers from 0 to 1 that a text always begins the same way (mulberry32). */
function numbersFrom(seed: string): () => number {
  let state = hashOf(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Motif = (next: () => number) => ReactNode
const round = (value: number) => Math.round(value * 10) / 10

/** Hills at dusk: a low sun and three ranges. */
const hills: Motif = (next) => {
  const sunX = round(60 + next() * 200)
  const ranges = [0, 1, 2].map((row) => {
    const base = 92 + row * 30
    const points = Array.from(
      { length: 6 },
      (_, step) => [step * 64, round(base - 12 + next() * 30)] as const,
    )
    const crest = points
      .slice(1)
      .map(([x, y], index) => `S${x - 32} ${y + (index % 2 === 0 ? -8 : 8)} ${x} ${y}`)
      .join('')
    return (
      <path key={row} className={`art-${row + 1}`} d={`M0 ${points[0]?.[1] ?? base}${crest}V${HEIGHT}H0Z`} />
    )
  })
  return (
    <>
      <circle className="art-sun" cx={sunX} cy={round(52 + next() * 26)} r={round(22 + next() * 12)} />
      {ranges}
    </>
  )
}

/** Shelves: books of different height and thickness. */
const shelves: Motif = (next) => {
  const books: ReactNode[] = []
  for (const floor of [HEIGHT - 96, HEIGHT - 6]) {
    let x = 14 + next() * 18
    while (x < WIDTH - 26) {
      const thickness = round(9 + next() * 15)
      const tall = round(38 + next() * 36)
      const shade = Math.floor(next() * 4)
      const className = shade === 3 ? 'art-sun' : `art-${shade + 1}`
      if (next() > 0.14) {
        books.push(
          <rect
            key={books.length}
            className={className}
            x={round(x)}
            y={round(floor - tall)}
            width={thickness}
            height={tall}
            rx={2}
          />,
        )
      }
      x += thickness + 3
    }
    books.push(<rect key={books.length} className="art-3" x={0} y={floor} width={WIDTH} height={4} />)
  }
  return books
}

/** Rings that spread from one point, as sound and water do. */
const rings: Motif = (next) => {
  const x = round(70 + next() * 180)
  const y = round(50 + next() * 100)
  const gap = 20 + next() * 10
  return (
    <>
      {[7, 6, 5, 4, 3, 2].map((step) => (
        <circle key={step} className={`art-line art-line-${step % 3}`} cx={x} cy={y} r={round(step * gap)} />
      ))}
      <circle className="art-sun" cx={x} cy={y} r={round(gap)} />
    </>
  )
}

/** Tiles: quarter circles, each turned its own way. */
const tiles: Motif = (next) => {
  const size = 60
  const cells: ReactNode[] = []
  for (let y = 0; y < HEIGHT; y += size) {
    for (let x = -10; x < WIDTH; x += size) {
      const turn = Math.floor(next() * 4) * 90
      const shade = Math.floor(next() * 5)
      if (shade > 3) continue
      cells.push(
        <path
          key={`${x}-${y}`}
          className={shade === 0 ? 'art-sun' : `art-${shade}`}
          transform={`rotate(${turn} ${x + size / 2} ${y + size / 2})`}
          d={`M${x} ${y}h${size}a${size} ${size} 0 0 1-${size} ${size}Z`}
        />,
      )
    }
  }
  return cells
}

/** Stairs that rise towards a sun. */
const stairs: Motif = (next) => {
  const count = 6 + Math.floor(next() * 3)
  const width = round(WIDTH / count)
  return (
    <>
      <circle
        className="art-sun"
        cx={round(46 + next() * 70)}
        cy={round(42 + next() * 26)}
        r={round(20 + next() * 12)}
      />
      {Array.from({ length: count }, (_, step) => {
        const height = round(34 + (step * 104) / count + next() * 10)
        return (
          <rect
            key={step}
            className={`art-${Math.floor((step * 3) / count) + 1}`}
            x={round(step * width)}
            y={round(HEIGHT - height)}
            width={width + 0.5}
            height={height}
          />
        )
      })}
    </>
  )
}

const MOTIFS: readonly [Motif, ...Motif[]] = [hills, shelves, rings, tiles, stairs]

interface PatternArtProps {
  /** The same seed always gives the same picture. */
  seed: string
  /** 0 to 359 */
  hue: number
  className?: string
}

/** A quiet picture drawn from a text, for what has no picture of its own. Decoration: it says nothing to a reader. */
export function PatternArt({ seed, hue, className }: PatternArtProps) {
  const next = numbersFrom(seed)
  const motif = MOTIFS[Math.floor(next() * MOTIFS.length)] ?? MOTIFS[0]
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
      className={cn('art block size-full', className)}
      style={{ '--hue': hue }}
    >
      <rect className="art-ground" width={WIDTH} height={HEIGHT} />
      {motif(next)}
    </svg>
  )
}
