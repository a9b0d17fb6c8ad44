import 'server-only'
import type PDFDocument from 'pdfkit'
import { FOOT_Y, SHEET } from './sheet'

const ACCENT = '#7a54ff'
const ACCENT_LIGHT = '#dbdafe'
const RINGS = 9

/** The academy's mark beside its name, and a quiet sun at dusk that fills the right margin. */
export function drawOrnament(document: InstanceType<typeof PDFDocument>): void {
  drawSun(document)
  drawMark(document)
}

/** The same drawing as components/ui/logo.tsx, 32 points wide. */
function drawMark(document: InstanceType<typeof PDFDocument>): void {
  document.save().translate(SHEET.margin, 50)
  document.roundedRect(0, 0, 32, 32, 9).fill(ACCENT)
  document
    .path('M10.2 15.4a5.8 5.8 0 0 1 11.6 0c-2.3.2-4.3 1-5.8 2.3-1.5-1.3-3.5-2.1-5.8-2.3Z')
    .fill(ACCENT_LIGHT)
  document
    .path(
      'M6.5 18.2c3.9-.5 7.2.5 9.5 3 2.3-2.5 5.6-3.5 9.5-3v5.3c-3.7-.5-6.9.2-9.5 2.3-2.6-2.1-5.8-2.8-9.5-2.3Z',
    )
    .fill('#ffffff')
  document.restore()
}

function drawSun(document: InstanceType<typeof PDFDocument>): void {
  const [x, y] = [SHEET.width - 20, 250]
  document.save().rect(0, 0, SHEET.width, FOOT_Y).clip()
  document.circle(x, y, 62).fillOpacity(0.16).fill(ACCENT).fillOpacity(1)
  for (let ring = 0; ring < RINGS; ring += 1) {
    document
      .circle(x, y, 84 + ring * 19)
      .lineWidth(1.1)
      .strokeOpacity(0.34 * (1 - ring / RINGS))
      .stroke(ACCENT)
  }
  document.strokeOpacity(1).restore()
}
