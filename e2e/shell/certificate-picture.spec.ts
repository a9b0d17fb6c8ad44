import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { drawPdf } from '@/lib/certificates/draw-pdf'
import { layOutSheet, type SheetFacts } from '@/lib/certificates/sheet'
import { FONT_NAMES, fontBytes, type FontName } from '@/lib/platform/typeset/fonts'
import { shapeText } from '@/lib/platform/typeset/shape-text'
import { expect, test } from '../fixtures'

/**
 * What the PDF shows is what a browser shows of the same text in the same fonts. Both are drawn large and laid over one
 * another; compared is the ink they share against all ink of either. Two drawings of the same outlines differ at their
 * edges alone.
 */
const SAME_INK = 0.9
/** A text that was not shaped shares far less. */
const OTHER_INK = 0.75
const SCALE = 3
const ORIGIN = 'http://drawing.test'

const facts = (more: Partial<SheetFacts>): SheetFacts => ({
  holderName: '',
  courseTitle: 'First steps',
  instructorNames: ['Ines Okafor'],
  language: 'en',
  academyName: 'TechElevate',
  completedOn: '2026-03-01',
  serial: 'K3M9-QTX2-7BVD-4HFA',
  address: 'https://academy.example/certificates/K3M9-QTX2-7BVD-4HFA',
  ...more,
})

/** An empty page with our fonts and a reader of PDF, all served from here. */
async function openDrawingPage(page: Page): Promise<void> {
  const faces = FONT_NAMES.map(
    (name) => `@font-face { font-family: '${name}'; src: url('/${name}.ttf') }`,
  ).join('\n')
  await page.route(`${ORIGIN}/**`, async (route) => {
    const file = new URL(route.request().url()).pathname.slice(1)
    if (file === '')
      return route.fulfill({
        contentType: 'text/html',
        body: `<title>Drawing</title><style>${faces}</style>`,
      })
    if (file.endsWith('.mjs')) {
      const body = await readFile(`node_modules/pdfjs-dist/build/${file}`, 'utf8')
      return route.fulfill({ contentType: 'text/javascript', body })
    }
    if (!file.endsWith('.ttf')) return route.fulfill({ status: 404 })
    const body = fontBytes(file.replace('.ttf', '') as FontName)
    return route.fulfill({ contentType: 'font/ttf', body })
  })
  await page.goto(`${ORIGIN}/`)
}

type Comparison = {
  pdf: string
  text: string
  /** What is drawn and where it begins. */
  parts: { text: string; x: number }[]
  /** Font families, first choice first. */
  families: string
  language: string
  at: { x: number; y: number; sizePx: number; width: number }
  scale: number
}

/** Runs in the browser: the share of common ink of the PDF's name and the browser's own drawing of it. */
async function compareInk({ pdf, text, parts, families, language, at, scale }: Comparison) {
  const reader = await import(`${location.origin}/pdf.mjs`)
  reader.GlobalWorkerOptions.workerSrc = '/pdf.worker.mjs'
  const data = Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0))
  const document_ = await reader.getDocument({ data, verbosity: 0 }).promise
  const sheet = await document_.getPage(1)
  const viewport = sheet.getViewport({ scale })
  const drawn = new OffscreenCanvas(viewport.width, viewport.height)
  const canvas = drawn as unknown as HTMLCanvasElement
  await sheet.render({ canvas, canvasContext: drawn.getContext('2d'), viewport }).promise

  const own = document.createElement('canvas')
  own.width = viewport.width
  own.height = viewport.height
  own.lang = language
  document.body.append(own)
  const pen = own.getContext('2d')
  const printed = drawn.getContext('2d')
  if (pen === null || printed === null) throw new Error('There is nothing to draw on.')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, own.width, own.height)
  pen.fillStyle = '#000'
  pen.font = `${at.sizePx * scale}px ${families}`
  await document.fonts.load(pen.font, text)
  for (const part of parts) pen.fillText(part.text, (at.x + part.x) * scale, at.y * scale)

  const span = document.createElement('span')
  span.lang = language
  span.style.cssText = `font: ${pen.font}; white-space: pre; position: absolute`
  span.textContent = text
  document.body.append(span)
  const setWidth = span.getBoundingClientRect().width / scale

  const left = Math.floor((at.x - 4) * scale)
  const top = Math.floor((at.y - at.sizePx * 1.1) * scale)
  const width = Math.ceil((at.width + 8) * scale)
  const height = Math.ceil(at.sizePx * 1.6 * scale)
  const inkOf = (context: { getImageData: CanvasRenderingContext2D['getImageData'] }) => {
    const { data: pixels } = context.getImageData(left, top, width, height)
    return Array.from({ length: width * height }, (_, pixel) => (pixels[pixel * 4 + 1] ?? 255) < 128)
  }
  const [one, other] = [inkOf(printed), inkOf(pen)]
  const both = one.filter((isInk, pixel) => isInk && other[pixel]).length
  const either = one.filter((isInk, pixel) => isInk || other[pixel]).length
  own.remove()
  span.remove()
  await document_.destroy()
  return { share: both / either, ink: either, setWidth }
}

type Options = { families: FontName[]; language: string; cut: 'words' | 'codePoints' }

/**
 * `words`: each set where ours stands, because a canvas knows neither the space of a language nor which script's font a
 * space between two belongs to; a line set in the page, which knows the language, must be as wide as ours.
 * `codePoints`: one after the other, as a writer does that knows nothing of scripts.
 */
async function inkOf(page: Page, name: string, { families, language, cut }: Options) {
  const of = facts({ holderName: name, language })
  const placed = layOutSheet(of).find(({ role }) => role === 'H2')
  const [line, ...more] = placed?.shaped.lines ?? []
  if (placed === undefined || line === undefined || more.length > 0) throw new Error('The name has one line.')
  const { x, y, sizePx } = placed
  const width = (text: string) => shapeText(text, { sizePx, weight: 600, language }).width
  const parts: { text: string; x: number }[] = []
  if (cut === 'words') {
    for (const [index, cluster] of line.clusters.entries()) {
      const last = parts.at(-1)
      const isInside = index > 0 && line.clusters[index - 1]?.text !== ' '
      if (cluster.text === ' ') continue
      if (last && isInside) {
        last.text += cluster.text
        // Where it is written from right to left, the last cluster is the leftmost.
        last.x = Math.min(last.x, cluster.x)
      } else parts.push({ text: cluster.text, x: cluster.x })
    }
  }
  if (cut === 'codePoints') {
    let pen = 0
    for (const sign of name) {
      parts.push({ text: sign, x: pen })
      pen += sign === ' ' ? sizePx / 4 : width(sign)
    }
  }
  const seen = await page.evaluate(compareInk, {
    pdf: (await drawPdf(of, new Date('2026-03-01T10:00:00Z'))).toString('base64'),
    text: name,
    parts,
    families: families.map((family) => `'${family}'`).join(', '),
    language,
    at: { x, y, sizePx, width: line.width },
    scale: SCALE,
  })
  return { ...seen, width: line.width }
}

const NAMES: { script: string; name: string; language: string; families: FontName[] }[] = [
  { script: 'Latin', name: 'Zoë O’Brien-Núñez', language: 'en', families: ['inter-600'] },
  { script: 'Vietnamese', name: 'Nguyễn Thị Ánh Tuyết', language: 'vi', families: ['inter-600'] },
  { script: 'Cyrillic', name: 'Ёлкина Їжак', language: 'ru', families: ['inter-600'] },
  { script: 'Japanese', name: '髙橋 直子・ゲーム', language: 'ja', families: ['noto-sans-jp'] },
  { script: 'Korean', name: '김철수 뷁 全', language: 'ko', families: ['noto-sans-kr'] },
  { script: 'Bangla', name: 'শ্রীকৃষ্ণ ব্যানার্জী ক্ষুদ্র', language: 'bn', families: ['noto-sans-bengali'] },
  { script: 'Devanagari', name: 'क्षत्रिय ज्ञानेश्वर', language: 'hi', families: ['noto-sans-devanagari'] },
  { script: 'Arabic', name: 'عبد الرحمن محمّد', language: 'ar', families: ['noto-sans-arabic'] },
  { script: 'Hebrew', name: 'עֲדָה לאבלייס', language: 'he', families: ['noto-sans-hebrew'] },
  { script: 'Thai', name: 'ณัฐพงษ์ สมหญิง', language: 'th', families: ['noto-sans-thai'] },
  {
    script: 'mixed',
    name: 'Ada 田中 রহিম 김',
    language: 'ja',
    families: ['inter-600', 'noto-sans-jp', 'noto-sans-kr', 'noto-sans-bengali'],
  },
]

for (const { script, name, ...options } of NAMES) {
  test(`the name in the PDF looks as a browser draws it: ${script}`, async ({ page }) => {
    await openDrawingPage(page)
    const isMixed = script === 'mixed'
    const { share, ink, width, setWidth } = await inkOf(page, name, { ...options, cut: 'words' })
    expect(ink).toBeGreaterThan(2000)
    expect(share, 'common ink').toBeGreaterThan(SAME_INK)
    if (!isMixed) expect(Math.abs(setWidth - width) / width, 'another width').toBeLessThan(0.005)
  })
}

for (const { script, name, ...options } of NAMES) {
  if (!['Bangla', 'Devanagari', 'Arabic'].includes(script)) continue
  test(`the comparison tells a name that was not shaped: ${script}`, async ({ page }) => {
    await openDrawingPage(page)
    const { share } = await inkOf(page, name, { ...options, cut: 'codePoints' })
    expect(share, 'common ink').toBeLessThan(OTHER_INK)
  })
}
