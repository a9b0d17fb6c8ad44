import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { drawPdf, sheetHash } from './draw-pdf'
import { layOutSheet, SHEET, type SheetFacts } from './sheet'

const issuedAt = new Date('2026-03-01T10:00:00Z')
const facts = (more: Partial<SheetFacts> = {}): SheetFacts => ({
  holderName: 'Ada Lovelace',
  courseTitle: 'First steps',
  instructorNames: ['Ines Okafor'],
  language: 'en',
  academyName: 'TechElevate',
  completedOn: '2026-03-01',
  serial: 'K3M9-QTX2-7BVD-4HFS',
  address: 'https://academy.example/certificates/K3M9-QTX2-7BVD-4HFS',
  ...more,
})

async function read(of: SheetFacts) {
  const data = new Uint8Array(await drawPdf(of, issuedAt))
  const document = await getDocument({ data, verbosity: 0 }).promise
  const page = await document.getPage(1)
  const { items } = await page.getTextContent()
  const structure = await page.getStructTree()
  const { info } = await document.getMetadata()
  const lines = items.flatMap((item) => ('str' in item && item.str !== '' ? [item.str] : []))
  const view = page.view
  await document.destroy()
  return { lines, structure, info: info as Record<string, unknown>, view }
}

describe('the text layer', () => {
  it.each([
    ['Latin', 'en', 'Zoë O’Brien-Núñez Nguyễn'],
    ['Japanese', 'ja', '髙橋 直子・ゲーム'],
    ['Korean', 'ko', '김철수 諸葛'],
    ['Bangla', 'bn', 'শ্রীকৃষ্ণ ব্যানার্জী ক্ষুদ্র র‍্যাব'],
    ['mixed', 'en', 'Ada 田中 রহিম 김'],
  ])('%s is copied as it was typed', async (_name, language, holderName) => {
    const { lines } = await read(facts({ language, holderName }))
    expect(lines).toContain(holderName)
    expect(lines).toContain('K3M9-QTX2-7BVD-4HFS')
  })

  it('is in reading order, with its headings, language and title', async () => {
    const { lines, structure, info } = await read(facts({ language: 'bn', courseTitle: 'বাংলা ভাষা' }))
    expect(lines.join('|')).toContain('কোর্স সমাপনী সনদ|এই মর্মে প্রত্যয়ন করা যাচ্ছে যে|Ada Lovelace|')
    expect(lines).toContain('১ মার্চ, ২০২৬')
    expect(info).toMatchObject({
      Title: 'কোর্স সমাপনী সনদ: বাংলা ভাষা',
      Author: 'TechElevate',
      Language: 'bn',
      PDFFormatVersion: '1.7',
    })
    const roles = [...JSON.stringify(structure).matchAll(/"role":"(?!Root)(\w+)"/g)].map(([, role]) => role)
    expect(roles?.slice(0, 6)).toEqual(['Document', 'H1', 'P', 'H2', 'P', 'H2'])
  })

  it('is one landscape A4 page', async () => {
    const { view } = await read(facts())
    expect(view.map(Math.round)).toEqual([0, 0, 842, 595])
  })
})

describe('the sheet', () => {
  const extent = (of: SheetFacts) =>
    layOutSheet(of).map(({ x, y, shaped, sizePx }) => ({
      right: x + shaped.width,
      top: y - sizePx * 0.9,
      bottom: y + (shaped.lines.at(-1)?.y ?? 0) + sizePx * 0.3,
    }))

  it.each([
    ['a long name', { holderName: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(4).slice(0, 120) }],
    ['a long name without a space', { holderName: 'W'.repeat(120) }],
    ['a long Japanese name', { holderName: '寿限無'.repeat(40), language: 'ja' }],
    ['a long title', { courseTitle: 'W'.repeat(120), holderName: 'ক্ষ'.repeat(60) }],
    [
      'many long teachers',
      { instructorNames: Array.from({ length: 21 }, () => 'Maria Magdalena '.repeat(6)) },
    ],
    ['no teacher', { instructorNames: [] }],
    [
      'a long address',
      { address: `https://${'academy.'.repeat(20)}example/certificates/K3M9-QTX2-7BVD-4HFS` },
    ],
  ] as const)('keeps %s inside its margins', (_name, more) => {
    for (const { right, top, bottom } of extent(facts(more))) {
      expect(right).toBeLessThanOrEqual(SHEET.width - SHEET.margin)
      expect(top).toBeGreaterThan(40)
      expect(bottom).toBeLessThan(SHEET.height - 24)
    }
  })

  it('leaves out what cannot be drawn, and says so where nothing is left', () => {
    const words = (holderName: string) =>
      layOutSheet(facts({ holderName })).flatMap(({ shaped }) => shaped.lines.map(({ text }) => text))
    expect(words('Ada 🎉')).toContain('Ada')
    expect(words('தமிழ் 🎉')).toContain('The name stands at the address below')
  })

  it('has English words where there are none of its own', () => {
    const [title] = layOutSheet(facts({ language: 'mt' }))
    expect(title?.shaped.lines[0]?.text).toBe('Certificate of completion')
  })
})

describe('the file', () => {
  it('is the same for the same facts, and another for others', async () => {
    const [first, second] = [await drawPdf(facts(), issuedAt), await drawPdf(facts(), issuedAt)]
    expect(first.equals(second)).toBe(true)
    expect(sheetHash(facts())).toBe(sheetHash(facts()))
    for (const more of [
      { holderName: 'Eve' },
      { language: 'ja' },
      { serial: 'other' },
      { completedOn: '2026-03-02' },
    ])
      expect(sheetHash(facts(more))).not.toBe(sheetHash(facts()))
  })
})
