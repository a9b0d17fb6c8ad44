import { hashOf } from './hue'

export const PATTERN_SIZE = { width: 320, height: 180 } as const
const { width: WIDTH, height: HEIGHT } = PATTERN_SIZE

/** The ground, three shades from light to deep, the sun, and three strokes. */
export type PatternTone = 'ground' | '1' | '2' | '3' | 'sun' | 'line-0' | 'line-1' | 'line-2'

/** One shape of a drawing, as SVG says it. */
export type PatternShape =
  | { shape: 'circle'; tone: PatternTone; cx: number; cy: number; r: number }
  | { shape: 'rect'; tone: PatternTone; x: number; y: number; width: number; height: number; rx?: number }
  | { shape: 'path'; tone: PatternTone; d: string; transform?: string }

/** A quiet picture drawn from a text: the same text always gives the same shapes, from back to front. */
export function patternOf(seed: string): PatternShape[] {
  const next = numbersFrom(seed)
  const motif = MOTIFS[Math.floor(next() * MOTIFS.length)] ?? hills
  return [{ shape: 'rect', tone: 'ground', x: 0, y: 0, width: WIDTH, height: HEIGHT }, ...motif(next)]
}

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

type Motif = (next: () => number) => PatternShape[]
const SHADES = ['1', '2', '3'] as const
const round = (value: number) => Math.round(value * 10) / 10

/** Hills at dusk: a low sun and three ranges. */
function hills(next: () => number): PatternShape[] {
  const sunX = round(60 + next() * 200)
  const ranges = SHADES.map((tone, row): PatternShape => {
    const base = 92 + row * 30
    const points = Array.from(
      { length: 6 },
      (_, step) => [step * 64, round(base - 12 + next() * 30)] as const,
    )
    const crest = points
      .slice(1)
      .map(([x, y], index) => `S${x - 32} ${y + (index % 2 === 0 ? -8 : 8)} ${x} ${y}`)
      .join('')
    return { shape: 'path', tone, d: `M0 ${points[0]?.[1] ?? base}${crest}V${HEIGHT}H0Z` }
  })
  const sun = { cx: sunX, cy: round(52 + next() * 26), r: round(22 + next() * 12) }
  return [{ shape: 'circle', tone: 'sun', ...sun }, ...ranges]
}

/** Shelves: books of different height and thickness. */
const shelves: Motif = (next) => {
  const books: PatternShape[] = []
  for (const floor of [HEIGHT - 96, HEIGHT - 6]) {
    let x = 14 + next() * 18
    while (x < WIDTH - 26) {
      const width = round(9 + next() * 15)
      const height = round(38 + next() * 36)
      const tone = SHADES[Math.floor(next() * 4)] ?? 'sun'
      if (next() > 0.14)
        books.push({ shape: 'rect', tone, x: round(x), y: round(floor - height), width, height, rx: 2 })
      x += width + 3
    }
    books.push({ shape: 'rect', tone: '3', x: 0, y: floor, width: WIDTH, height: 4 })
  }
  return books
}

/** Rings that spread from one point, as sound and water do. */
const rings: Motif = (next) => {
  const at = { cx: round(70 + next() * 180), cy: round(50 + next() * 100) }
  const gap = 20 + next() * 10
  const lines = ['line-0', 'line-1', 'line-2'] as const
  return [
    ...[7, 6, 5, 4, 3, 2].map((step): PatternShape => {
      return { shape: 'circle', tone: lines[step % 3] ?? 'line-0', ...at, r: round(step * gap) }
    }),
    { shape: 'circle', tone: 'sun', ...at, r: round(gap) },
  ]
}

/** Tiles: quarter circles, each turned its own way. */
const tiles: Motif = (next) => {
  const size = 60
  const cells: PatternShape[] = []
  for (let y = 0; y < HEIGHT; y += size) {
    for (let x = -10; x < WIDTH; x += size) {
      const turn = Math.floor(next() * 4) * 90
      const shade = Math.floor(next() * 5)
      if (shade > 3) continue
      cells.push({
        shape: 'path',
        tone: SHADES[shade - 1] ?? 'sun',
        transform: `rotate(${turn} ${x + size / 2} ${y + size / 2})`,
        d: `M${x} ${y}h${size}a${size} ${size} 0 0 1-${size} ${size}Z`,
      })
    }
  }
  return cells
}

/** Stairs that rise towards a sun. */
const stairs: Motif = (next) => {
  const count = 6 + Math.floor(next() * 3)
  const width = round(WIDTH / count)
  const sun = { cx: round(46 + next() * 70), cy: round(42 + next() * 26), r: round(20 + next() * 12) }
  const steps = Array.from({ length: count }, (_, step): PatternShape => {
    const height = round(34 + (step * 104) / count + next() * 10)
    const tone = SHADES[Math.floor((step * 3) / count)] ?? '3'
    const at = { x: round(step * width), y: round(HEIGHT - height) }
    return { shape: 'rect', tone, ...at, width: width + 0.5, height }
  })
  return [{ shape: 'circle', tone: 'sun', ...sun }, ...steps]
}

const MOTIFS: readonly Motif[] = [hills, shelves, rings, tiles, stairs]
