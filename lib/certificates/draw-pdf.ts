import 'server-only'
import { createHash } from 'node:crypto'
import PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import { createTextLayer } from '@/lib/platform/typeset/pdf-text-layer'
import type { GlyphPath } from '@/lib/platform/typeset/shape-text'
import { drawOrnament } from './ornament'
import { FOOT_Y, layOutSheet, SHEET, type SheetFacts, type SheetText } from './sheet'
import { sheetWordsOf } from './sheet-words'

/** Raised when the drawing changes, so that kept files of the old one are drawn anew. */
const DRAWING = 1

/** The light theme's ink, muted and accent text, as a printer needs them. */
export const INKS = { ink: '#23211f', muted: '#6b6660', accent: '#5f35e0', line: '#e4e1db' } as const

type Document = InstanceType<typeof PDFDocument>

/** What the drawing depends on, in short: files of the same hash are the same, byte for byte. */
export function sheetHash(facts: SheetFacts): string {
  const { language: _, words } = sheetWordsOf(facts.language)
  return createHash('sha256')
    .update(JSON.stringify([DRAWING, words, facts]))
    .digest('hex')
}

/** Draws a certificate: outlines to look at, and under them words to select, search and hear. */
export async function drawPdf(facts: SheetFacts, issuedAt: Date): Promise<Buffer> {
  const { language, words } = sheetWordsOf(facts.language)
  const document = new PDFDocument({
    size: [SHEET.width, SHEET.height],
    margin: 0,
    pdfVersion: '1.7',
    lang: language,
    tagged: true,
    displayTitle: true,
    // No font of pdfkit's is ever used.
    font: '',
    info: {
      Title: `${words.title}: ${facts.courseTitle}`,
      Author: facts.academyName,
      Subject: facts.holderName,
      Keywords: facts.serial,
      CreationDate: issuedAt,
      ModDate: issuedAt,
    },
  })
  const whole = collect(document)
  artifact(document, () => {
    drawOrnament(document)
    drawFoot(document, facts.address)
  })
  drawTexts(document, layOutSheet(facts))
  document.end()
  return whole
}

async function collect(document: Document): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of document) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function artifact(document: Document, draw: () => void): void {
  document.markContent('Artifact', { type: 'Layout' })
  draw()
  document.endMarkedContent()
}

function drawTexts(document: Document, texts: readonly SheetText[]): void {
  const layer = createTextLayer(document)
  const root = document.struct('Document')
  document.addStructure(root)
  for (const text of texts) {
    artifact(document, () => {
      document.fillColor(INKS[text.colour])
      outline(document, text.shaped.paths, text)
      document.fill()
    })
    root.add(
      document.struct(text.role, { lang: text.language }, () => {
        for (const line of text.shaped.lines)
          layer.write(line, { x: text.x, y: text.y + line.y, sizePx: text.sizePx })
      }),
    )
  }
  root.end()
  layer.end()
}

/** PDF has no quadratic curves; each is raised to the cubic one of the same shape. */
function outline(document: Document, paths: readonly GlyphPath[], at: { x: number; y: number }): void {
  for (const path of paths) {
    let [x, y] = [0, 0]
    for (const [, type = '', numbers = ''] of path.d.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
      const all = numbers.split(' ').map((part, index) => {
        const value = Number(part)
        return hundredths(index % 2 === 0 ? value + path.x + at.x : value + path.y + at.y)
      })
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = all
      if (type === 'M') document.moveTo(a, b)
      else if (type === 'L') document.lineTo(a, b)
      else if (type === 'Q') {
        const [ax, ay, bx, by] = [x + 2 * a, y + 2 * b, c + 2 * a, d + 2 * b].map((sum) =>
          hundredths(sum / 3),
        )
        document.bezierCurveTo(ax ?? a, ay ?? b, bx ?? c, by ?? d, c, d)
      } else if (type === 'C') document.bezierCurveTo(a, b, c, d, e, f)
      else document.closePath()
      if (type !== 'Z') [x = 0, y = 0] = all.slice(-2)
    }
  }
}

/** Of a point: finer than any printer, and a third of the file. */
function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}

function drawFoot(document: Document, address: string): void {
  const right = SHEET.width - SHEET.margin
  document.moveTo(SHEET.margin, FOOT_Y).lineTo(right, FOOT_Y).lineWidth(0.75).strokeColor(INKS.line).stroke()
  const { data, size } = encode(address, { ecc: 'M', border: 0 })
  const side = SHEET.qrSize / size
  const [left, top] = [right - SHEET.qrSize, FOOT_Y + 20]
  data.forEach((row, y) =>
    row.forEach((isDark, x) => {
      // A hair wider, so that no light shows between neighbours.
      if (isDark) document.rect(left + x * side, top + y * side, side + 0.02, side + 0.02)
    }),
  )
  document.fill(INKS.ink)
}
