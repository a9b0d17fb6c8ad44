import 'server-only'
import bidiFactory from 'bidi-js'
import { fontOf, type FontName } from './fonts'

export type Run = { start: number; end: number; font: FontName; level: number }
type Cluster = { start: number; end: number; script: Script | null; font: FontName }

/** The scripts we have fonts for; all other letters are tried with every font and are otherwise missing. */
const SCRIPTS = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Han: /\p{Script=Han}/u,
  Kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Hangul: /\p{Script=Hangul}/u,
  Bengali: /\p{Script=Bengali}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Arabic: /\p{Script=Arabic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Thai: /\p{Script=Thai}/u,
} as const
type Script = keyof typeof SCRIPTS

const FONT_OF_SCRIPT: Partial<Record<Script, FontName>> = {
  Kana: 'noto-sans-jp',
  Hangul: 'noto-sans-kr',
  Bengali: 'noto-sans-bengali',
  Devanagari: 'noto-sans-devanagari',
  Arabic: 'noto-sans-arabic',
  Hebrew: 'noto-sans-hebrew',
  Thai: 'noto-sans-thai',
}

/** Opening signs look like what they open for, and so like the sign that closes. */
const OPENS = /^[\p{Ps}\p{Pi}¿¡]/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const bidi = bidiFactory()

export type TextStyle = {
  weight: 400 | 600
  /** BCP 47: which shape of a Han character is meant, and the language's own forms. */
  language: string
}

/**
 * Cuts a text into what one font and one direction can draw. A character's own script decides its font; punctuation and
 * figures follow their neighbours; Han follows the language. What no font has is left out of the text and named.
 */
export function itemise(given: string, style: TextStyle): { text: string; runs: Run[]; missing: string[] } {
  const missing = new Set<string>()
  const parts = [...graphemes.segment(given.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '))].map(({ segment }) => ({
    segment,
    script: scriptOf(segment),
  }))
  let text = ''
  const clusters: Cluster[] = []
  for (const [index, { segment, script }] of parts.entries()) {
    const before = OPENS.test(segment) ? undefined : clusters.at(-1)
    const after = () => parts.slice(index).find((part) => part.script !== null)?.script
    const leader = script ?? before?.script ?? after() ?? null
    const fonts = [...candidates(leader, script === null ? before?.font : undefined, style)]
    const font = fonts.find((name) => hasAll(name, segment))
    if (font === undefined) {
      missing.add(segment)
    } else if (segment !== ' ' || !/(^|\s)$/.test(text)) {
      clusters.push({ start: text.length, end: text.length + segment.length, script: leader, font })
      text += segment
    }
  }
  return { text, runs: runsOf(text, clusters), missing: [...missing] }
}

function scriptOf(segment: string): Script | null {
  const found = Object.entries(SCRIPTS).find(([, pattern]) => pattern.test(segment))
  return found === undefined ? null : (found[0] as Script)
}

/** Fonts to be tried, best first. `before`: the font of the text this neutral character continues. */
function* candidates(
  script: Script | null,
  before: FontName | undefined,
  { weight, language }: TextStyle,
): Generator<FontName> {
  const latin: FontName = weight === 600 ? 'inter-600' : 'inter-400'
  if (before !== undefined) yield before
  if (script === 'Han') yield* hanFonts(language)
  yield (script && FONT_OF_SCRIPT[script]) ?? latin
  yield latin
  yield* hanFonts(language)
  for (const font of Object.values(FONT_OF_SCRIPT)) yield font
}

/** One code point, several shapes: 直 is drawn differently in Tokyo and Seoul. */
function hanFonts(language: string): FontName[] {
  if (language.startsWith('ko')) return ['noto-sans-kr', 'noto-sans-jp', 'noto-sans-sc-rest']
  return ['noto-sans-jp', 'noto-sans-kr', 'noto-sans-sc-rest']
}

/** Signs that direct others and are never drawn need no glyph. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u

function hasAll(name: FontName, segment: string): boolean {
  const { covers } = fontOf(name)
  const spellings = [segment, segment.normalize('NFC'), segment.normalize('NFD')]
  return spellings.some((spelling) =>
    [...spelling].every((sign) => UNSEEN.test(sign) || covers.has(sign.codePointAt(0) ?? 0)),
  )
}

/** Neighbours of one font, script and direction together, in the order in which they are read from left to right. */
function runsOf(text: string, clusters: readonly Cluster[]): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text)
  const runs: (Run & { script: Script | null })[] = []
  for (const { start, end, script, font } of clusters) {
    const last = runs.at(-1)
    const level = levels[start] ?? 0
    const continues = last?.font === font && last.script === script && last.level === level
    if (last !== undefined && continues) last.end = end
    else runs.push({ start, end, script, font, level })
  }
  return visually(runs)
}

/** Rule L2 of the bidirectional algorithm, on whole runs: from the highest level down, each stretch is turned round. */
function visually(runs: Run[]): Run[] {
  const ordered = [...runs]
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      let end = start
      while ((ordered[end]?.level ?? -1) >= level) end += 1
      if (end > start) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = Math.max(start, end)
    }
  }
  return ordered
}
