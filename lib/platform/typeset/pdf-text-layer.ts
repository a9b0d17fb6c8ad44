import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type PDFDocument from 'pdfkit'
import type { ShapedLine } from './shape-text'

/** What pdfkit has and its types do not say: raw content and the page's own resources. */
type Reference = { data: Record<string, unknown>; end: (chunk?: Uint8Array | string) => void }
type RawDocument = {
  ref: (data: Record<string, unknown>) => Reference
  addContent: (content: string) => void
  page: { height: number; fonts: Record<string, unknown> }
}

/** Where a line begins: its left end and baseline in points from the page's top left, and the size it was shaped in. */
type Place = { x: number; y: number; sizePx: number }

const RESOURCE = 'TextLayer'
const UNITS = 1000
const BLANK_FONT = path.join(process.cwd(), 'lib', 'platform', 'typeset', 'fonts', 'blank.ttf')

/**
 * The words under drawn outlines: invisible, but selected, searched, copied and read aloud as the exact Unicode they
 * were shaped from. Every character is one of a font without ink, the first of a cluster as wide as what is drawn of it
 * and the others without width, and the font's ToUnicode table says what it means; so the conjuncts of Bangla copy as
 * they were typed.
 */
export function createTextLayer(document: InstanceType<typeof PDFDocument>) {
  const raw = document as unknown as RawDocument
  const clusters = new Map<string, Entry>()

  /**
   * The same cluster in another width is another character: readers take a pen that is moved by more than a hair for a
   * space between words.
   */
  const characterOf = (text: string, width: number): Entry => {
    const key = `${width} ${text}`
    const known = clusters.get(key)
    if (known !== undefined) return known
    const made = { text, id: clusters.size + 1, width }
    clusters.set(key, made)
    return made
  }

  /** Writes one line; within a marked content of the document's structure. */
  function write(line: ShapedLine, { x, y, sizePx }: Place): void {
    const shown = [...line.clusters].sort((a, b) => a.x - b.x)
    let pen = shown[0]?.x ?? 0
    const pieces = shown.map((cluster) => {
      const [first = '', ...others] = charactersOf(cluster.text)
      const { id, width } = characterOf(first, Math.round((cluster.width / sizePx) * UNITS))
      const rest = others.map((text) => hex(characterOf(text, 0).id)).join('')
      // What rounding, or a change of direction, has moved the pen away from the drawn cluster.
      const correction = Math.round(((pen - cluster.x) / sizePx) * UNITS)
      pen = cluster.x + (width / UNITS) * sizePx
      return `${correction === 0 ? '' : `${correction} `}<${hex(id)}${rest}>`
    })
    raw.page.fonts[RESOURCE] ??= font
    raw.addContent(
      // pdfkit counts from the top; text must stand upright, so the page is turned back for it.
      `q 1 0 0 -1 0 ${raw.page.height} cm BT 3 Tr /${RESOURCE} ${sizePx} Tf ` +
        `1 0 0 1 ${fixed(x + line.x + (shown[0]?.x ?? 0))} ${fixed(raw.page.height - y)} Tm [${pieces.join(' ')}] TJ ET Q`,
    )
  }

  const font = raw.ref({ Type: 'Font', Subtype: 'Type0', BaseFont: 'Blank', Encoding: 'Identity-H' })

  /** Writes the font, once all lines are. */
  function end(): void {
    const all = [...clusters.values()]
    font.data['DescendantFonts'] = [descendant(raw, all)]
    const toUnicode = raw.ref({})
    toUnicode.end(unicodeTable(all))
    font.data['ToUnicode'] = toUnicode
    font.end()
  }

  return { write, end }
}

/**
 * The code points of a cluster. An invisible one (a joiner) goes with what follows it: alone, or at the end, readers
 * drop it.
 */
function charactersOf(cluster: string): string[] {
  return cluster.match(/\p{Cf}*\P{Cf}|\p{Cf}+$/gu) ?? [cluster]
}

/** One character of the blank font: what it means and how wide it is. */
type Entry = { text: string; id: number; width: number }

function descendant(raw: RawDocument, entries: readonly Entry[]): Reference {
  const file = readFileSync(/* turbopackIgnore: true */ BLANK_FONT)
  const fontFile = raw.ref({ Length1: file.byteLength })
  fontFile.end(file)
  const descriptor = raw.ref({
    Type: 'FontDescriptor',
    FontName: 'Blank',
    Flags: 4,
    FontBBox: [0, -250, UNITS, 1000],
    ItalicAngle: 0,
    Ascent: 950,
    Descent: -250,
    CapHeight: 730,
    StemV: 80,
    FontFile2: fontFile,
  })
  descriptor.end()
  // Whatever the character, the glyph is the font's space: nothing is ever painted.
  const glyphOf = raw.ref({})
  glyphOf.end(Buffer.alloc(2 * (entries.length + 1), Uint8Array.of(0, 1)))
  const made = raw.ref({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: 'Blank',
    // pdfkit writes a String object as a text of the file, a plain string as a name.
    CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    DW: UNITS,
    W: [1, entries.map(({ width }) => width)],
    CIDToGIDMap: glyphOf,
  })
  made.end()
  return made
}

const ENTRIES_PER_BLOCK = 100

function unicodeTable(entries: readonly Entry[]): string {
  const rows = entries.map(({ text, id }) => `<${hex(id)}> <${utf16(text)}>`)
  const blocks: string[] = []
  for (let start = 0; start < rows.length; start += ENTRIES_PER_BLOCK) {
    const block = rows.slice(start, start + ENTRIES_PER_BLOCK)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0')
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}

function fixed(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
