import 'server-only'
import { Buffer as ShapingBuffer, Direction, Feature, shape } from 'harfbuzzjs'
import { processWide } from '../process-wide'
import { fontOf, type FontName, type GlyphCommand, type LoadedFont } from './fonts'
import { itemise, type Run, type TextStyle } from './itemise'
import { breakLines } from './lines'

export type ShapeOptions = {
  sizePx: number
  /** 400 (the default) or 600; scripts other than Latin, Greek and Cyrillic have one weight between the two. */
  weight?: 400 | 600
  /** BCP 47, the text's own language. */
  language?: string
  /** Lines are broken where the language allows, so that none is wider. */
  maxWidth?: number
  /** Lines of about the same width instead of full ones and a rest. */
  isBalanced?: boolean
  /** From baseline to baseline, as a multiple of the size. */
  lineHeight?: number
}

/** The outline of one glyph, y downward, to be moved to `x`, `y`. */
export type GlyphPath = { d: string; x: number; y: number }

/** The smallest stretch of text that has a place of its own; where it stands and how wide it is. */
export type TextCluster = { text: string; x: number; width: number }

/** In reading order, with the baseline at `y`; `x` and those of the clusters count from the block's left edge. */
export type ShapedLine = { text: string; x: number; y: number; width: number; clusters: TextCluster[] }

export type ShapedText = {
  paths: GlyphPath[]
  lines: ShapedLine[]
  /** Of the widest line. */
  width: number
  /** Above the first baseline, which is `y` = 0, and below the last one. */
  ascent: number
  descent: number
  /** What none of our fonts can draw; it was left out. */
  missing: string[]
}

const KEPT = 256

/**
 * Draws a text as outlines: each script shaped as its readers expect (conjuncts, marks, joined letters, right to left),
 * with our own copies of the fonts. The same call gives the same answer on every machine.
 */
export function shapeText(text: string, options: ShapeOptions): ShapedText {
  const kept = processWide('typesetKept', () => new Map<string, ShapedText>())
  const key = JSON.stringify([text, options])
  const shaped = kept.get(key) ?? shapeAnew(text, options)
  // Taken out and put back, it is the last to be dropped.
  kept.delete(key)
  kept.set(key, shaped)
  const [oldest] = kept.keys()
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
  return shaped
}

/** Which characters of a text none of our fonts can draw. */
export function findMissing(text: string, language = 'en'): string[] {
  return itemise(text, { weight: 400, language }).missing
}

function shapeAnew(given: string, options: ShapeOptions): ShapedText {
  const { sizePx, weight = 400, language = 'en', lineHeight = 1.25 } = options
  const style: TextStyle = { weight, language }
  const { text, missing } = itemise(given.trim(), style)
  const widths = new Map<string, number>()
  const measure = (part: string) => {
    const width = widths.get(part) ?? widthOf(part, style, sizePx)
    widths.set(part, width)
    return width
  }
  const parts =
    options.maxWidth === undefined
      ? [text.trim()]
      : breakLines(text.trim(), { ...options, measure, language })
  const lines = parts.map((part) => shapeLine(part, style, sizePx))
  return {
    paths: lines.flatMap(({ paths }, index) =>
      paths.map((path) => ({ ...path, y: round(path.y + index * lineHeight * sizePx) })),
    ),
    lines: lines.map(({ width, clusters }, index) => ({
      text: parts[index] ?? '',
      x: 0,
      y: index * lineHeight * sizePx,
      width,
      clusters,
    })),
    width: Math.max(0, ...lines.map(({ width }) => width)),
    ascent: Math.max(0, ...lines.slice(0, 1).map(({ ascent }) => ascent)),
    descent: Math.max(0, ...lines.slice(-1).map(({ descent }) => descent)),
    missing,
  }
}

type Line = { paths: GlyphPath[]; clusters: TextCluster[]; width: number; ascent: number; descent: number }

function shapeLine(text: string, style: TextStyle, sizePx: number): Line {
  const line: Line = { paths: [], clusters: [], width: 0, ascent: 0, descent: 0 }
  const placed: (TextCluster & { start: number })[] = []
  for (const run of itemise(text, style).runs) {
    const loaded = fontOf(run.font)
    const scale = sizePx / loaded.unitsPerEm
    line.ascent = Math.max(line.ascent, loaded.ascent * scale)
    line.descent = Math.max(line.descent, loaded.descent * scale)
    for (const glyph of glyphsOf(text, run, { loaded, language: style.language })) {
      const d = pathOf(loaded.outlineOf(glyph.id), scale)
      if (d !== '')
        line.paths.push({ d, x: round(line.width + glyph.dx * scale), y: round(-glyph.dy * scale) })
      const known = placed.find(({ start }) => start === glyph.cluster)
      if (known) known.width += glyph.advance * scale
      else
        placed.push({ text: glyph.text, start: glyph.cluster, x: line.width, width: glyph.advance * scale })
      line.width += glyph.advance * scale
    }
  }
  line.clusters = placed
    .sort((a, b) => a.start - b.start)
    .map(({ text, x, width }) => ({ text, x: round(x), width: round(width) }))
  return line
}

function widthOf(text: string, style: TextStyle, sizePx: number): number {
  return itemise(text, style).runs.reduce((width, run) => {
    const loaded = fontOf(run.font)
    const glyphs = glyphsOf(text, run, { loaded, language: style.language })
    return glyphs.reduce((sum, { advance }) => sum + (advance * sizePx) / loaded.unitsPerEm, width)
  }, 0)
}

type Glyph = { id: number; cluster: number; text: string; advance: number; dx: number; dy: number }

function glyphsOf(text: string, run: Run, by: { loaded: LoadedFont; language: string }): Glyph[] {
  const buffer = new ShapingBuffer()
  // The whole text goes in, so that a letter at the edge of a run knows its neighbour.
  buffer.addText(text, run.start, run.end - run.start)
  buffer.setDirection(run.level % 2 === 1 ? Direction.RTL : Direction.LTR)
  buffer.setLanguage(by.language)
  buffer.guessSegmentProperties()
  shape(by.loaded.font, buffer, isSquare(run.font) ? [new Feature('kern', 0)] : [])
  const positions = buffer.getGlyphPositions()
  const infos = buffer.getGlyphInfos()
  const starts = [...new Set(infos.map(({ cluster }) => cluster))].sort((a, b) => a - b)
  return infos.map(({ codepoint, cluster }, index) => ({
    id: codepoint,
    cluster,
    text: text.slice(cluster, starts[starts.indexOf(cluster) + 1] ?? run.end),
    advance: positions[index]?.xAdvance ?? 0,
    dx: positions[index]?.xOffset ?? 0,
    dy: positions[index]?.yOffset ?? 0,
  }))
}

/** Kana, Hangul and Han stand in squares of one size, as browsers set them: kerning is for the others. */
function isSquare(font: FontName): boolean {
  return /-(?:jp|kr|sc-rest)$/.test(font)
}

function pathOf(outline: readonly GlyphCommand[], scale: number): string {
  return outline
    .map(
      ({ type, values }) =>
        type + values.map((value, index) => round(value * scale * (index % 2 === 0 ? 1 : -1))).join(' '),
    )
    .join('')
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
