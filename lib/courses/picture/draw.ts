import 'server-only'
import sharp from 'sharp'
import { shapeText, type ShapedText } from '@/lib/platform/typeset/shape-text'
import { excerpt } from '@/lib/utils/excerpt'
import { toHex } from '@/lib/utils/oklch'
import { PATTERN_SIZE, patternOf, type PatternShape, type PatternTone } from '@/lib/utils/pattern'
import { PICTURE_SIZE, type PictureFacts } from './facts'

const MARGIN = 72
const ART = { x: 760, width: PICTURE_SIZE.width - 760, height: PICTURE_SIZE.height } as const
const TEXT_WIDTH = ART.x - MARGIN - 56
const TITLE = { top: 176, height: 300, lineHeight: 1.22 } as const
const TITLE_SIZES = [64, 56, 48, 42, 36, 31] as const

/** Longer names lose their end. */
const NAME_LETTERS = 48

const GROUND = toHex([0.188, 0.018, 288])
const INK = toHex([0.955, 0.008, 290])
const MUTED = toHex([0.78, 0.02, 288])
const ACCENT = '#7a54ff'

/** The picture of a course: its title, who teaches it and its art, in the academy's colours at dusk. */
export async function drawPicture(facts: PictureFacts, thumbnail: Uint8Array | null): Promise<Buffer> {
  const ground = sharp(Buffer.from(drawingOf(facts, { isArtShown: thumbnail === null })))
  const layers = thumbnail === null ? [] : [{ input: await cut(thumbnail), left: ART.x, top: 0 }]
  return ground
    .composite(layers)
    .png({ compressionLevel: 9, palette: thumbnail === null })
    .toBuffer()
}

function cut(thumbnail: Uint8Array): Promise<Buffer> {
  return sharp(thumbnail).autoOrient().resize(ART.width, ART.height, { fit: 'cover' }).toBuffer()
}

/** As SVG. All letters are outlines, so that no font of the machine is asked for. */
export function drawingOf(facts: PictureFacts, { isArtShown }: { isArtShown: boolean }): string {
  const { width, height } = PICTURE_SIZE
  const { language } = facts
  const small = { maxWidth: TEXT_WIDTH, language, weight: 600 } as const
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${GROUND}"/>`,
    isArtShown ? artOf(facts) : '',
    `<rect width="${width}" height="8" fill="${ACCENT}"/>`,
    textAt(firstLine(excerpt(facts.category, NAME_LETTERS), { ...small, sizePx: 27 }), {
      y: 132,
      fill: toHex([0.84, 0.09, facts.hue]),
    }),
    titleOf(facts),
    textAt(firstLine(excerpt(facts.instructor, NAME_LETTERS), { ...small, sizePx: 29, weight: 400 }), {
      y: 522,
      fill: MUTED,
    }),
    academyOf(facts.academy),
    '</svg>',
  ].join('')
}

/** As large as it fits, in its own space; a title that is too long even in the smallest size loses its end. */
function titleOf({ title, language }: PictureFacts): string {
  const shapedAt = (sizePx: number) =>
    shapeText(title, {
      sizePx,
      weight: 600,
      language,
      maxWidth: TEXT_WIDTH,
      isBalanced: true,
      lineHeight: TITLE.lineHeight,
    })
  const heightOf = ({ lines, ascent, descent }: ShapedText, sizePx: number) =>
    ascent + (lines.length - 1) * TITLE.lineHeight * sizePx + descent
  const sizePx = TITLE_SIZES.find((size) => heightOf(shapedAt(size), size) <= TITLE.height) ?? TITLE_SIZES[5]
  const shaped = shapedAt(sizePx)
  const room = TITLE.height - heightOf(shaped, sizePx)
  return textAt(shaped, { y: TITLE.top + shaped.ascent + Math.max(0, room / 2), fill: INK })
}

type Line = { sizePx: number; maxWidth: number; language: string; weight: 400 | 600 }

/** A name that needs two lines is set smaller until it needs one. */
function firstLine(text: string, options: Line): ShapedText {
  const shaped = shapeText(text, options)
  return shaped.lines.length <= 1 || options.sizePx <= 14
    ? shaped
    : firstLine(text, { ...options, sizePx: options.sizePx - 3 })
}

function textAt(
  { paths }: ShapedText,
  { y, fill, x = MARGIN }: { y: number; fill: string; x?: number },
): string {
  const glyphs = paths.map((path) => `<path transform="translate(${path.x} ${path.y})" d="${path.d}"/>`)
  return `<g transform="translate(${x} ${y})" fill="${fill}">${glyphs.join('')}</g>`
}

/** The academy's mark and name; the same drawing as app/icon.svg. */
function academyOf(academy: string): string {
  const name = shapeText(academy, { sizePx: 25, weight: 600, maxWidth: TEXT_WIDTH - 56 })
  return [
    `<g transform="translate(${MARGIN} 556) scale(1.25)"><rect width="32" height="32" rx="9" fill="${ACCENT}"/>`,
    '<path fill="#dbdafe" d="M10.2 15.4a5.8 5.8 0 0 1 11.6 0c-2.3.2-4.3 1-5.8 2.3-1.5-1.3-3.5-2.1-5.8-2.3Z"/>',
    '<path fill="#fff" d="M6.5 18.2c3.9-.5 7.2.5 9.5 3 2.3-2.5 5.6-3.5 9.5-3v5.3c-3.7-.5-6.9.2-9.5 2.3-2.6-2.1-5.8-2.8-9.5-2.3Z"/></g>',
    textAt(name, { x: MARGIN + 56, y: 585, fill: INK }),
  ].join('')
}

/** The same shapes as beside the course's title, in their dark colours. */
function artOf({ seed, hue }: PictureFacts): string {
  const scale = ART.height / PATTERN_SIZE.height
  const left = ART.x - (PATTERN_SIZE.width * scale - ART.width) / 2
  return [
    `<svg x="${ART.x}" y="0" width="${ART.width}" height="${ART.height}" viewBox="0 0 ${ART.width} ${ART.height}">`,
    `<g transform="translate(${left - ART.x} 0) scale(${scale})">`,
    ...patternOf(seed).map((shape) => shapeOf(shape, hue)),
    '</g></svg>',
  ].join('')
}

const TONES: Record<PatternTone, readonly [number, number, number]> = {
  ground: [0.3, 0.05, 0],
  '1': [0.37, 0.065, 0],
  '2': [0.44, 0.08, 0],
  '3': [0.52, 0.095, 0],
  sun: [0.7, 0.1, 40],
  'line-0': [0.38, 0.065, 0],
  'line-1': [0.44, 0.08, 0],
  'line-2': [0.5, 0.09, 0],
}

function shapeOf({ shape, tone, ...given }: PatternShape, hue: number): string {
  const [lightness, chroma, turn] = TONES[tone]
  const colour = toHex([lightness, chroma, hue + turn])
  const paint = tone.startsWith('line')
    ? `fill="none" stroke-width="5" stroke="${colour}"`
    : `fill="${colour}"`
  const attributes = Object.entries(given).map(([name, value]) => `${name}="${value}"`)
  return `<${shape} ${paint} ${attributes.join(' ')}/>`
}
