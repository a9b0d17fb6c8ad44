import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { Blob, Face, Font } from 'harfbuzzjs'
import { processWide } from '../process-wide'

/** Our own copies, so that a sheet looks the same on every machine; what they cover and whence they come: fonts/README.md */
export const FONT_NAMES = [
  'inter-400',
  'inter-600',
  'noto-sans-jp',
  'noto-sans-kr',
  'noto-sans-sc-rest',
  'noto-sans-bengali',
  'noto-sans-devanagari',
  'noto-sans-arabic',
  'noto-sans-hebrew',
  'noto-sans-thai',
] as const
export type FontName = (typeof FONT_NAMES)[number]

export type GlyphCommand = { type: string; values: number[] }

export type LoadedFont = {
  name: FontName
  font: Font
  unitsPerEm: number
  ascent: number
  descent: number
  /** Every code point it has a glyph for. */
  covers: ReadonlySet<number>
  /** An outline in the font's own units, y upward. */
  outlineOf: (glyphId: number) => readonly GlyphCommand[]
}

const FOLDER = path.join(process.cwd(), 'lib', 'platform', 'typeset', 'fonts')

/** A font, read and unpacked when it is first needed and then kept: a Latin name never loads the ten megabytes of Han. */
export function fontOf(name: FontName): LoadedFont {
  const loaded = processWide('typesetFonts', () => new Map<FontName, LoadedFont>())
  const known = loaded.get(name)
  if (known !== undefined) return known
  const font = load(name)
  loaded.set(name, font)
  return font
}

/** The bytes of a font file, unpacked. */
export function fontBytes(name: FontName): Buffer {
  return brotliDecompressSync(readFileSync(path.join(/* turbopackIgnore: true */ FOLDER, `${name}.ttf.br`)))
}

function load(name: FontName): LoadedFont {
  const face = new Face(new Blob(fontBytes(name)))
  const font = new Font(face)
  const { ascender, descender } = font.hExtents()
  const outlines = new Map<number, readonly GlyphCommand[]>()
  return {
    name,
    font,
    unitsPerEm: face.upem,
    ascent: ascender,
    descent: -descender,
    covers: new Set(face.collectUnicodes()),
    outlineOf: (glyphId) => {
      const known = outlines.get(glyphId)
      if (known !== undefined) return known
      const outline = font.glyphToJson(glyphId)
      outlines.set(glyphId, outline)
      return outline
    },
  }
}
