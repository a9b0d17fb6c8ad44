import { describe, expect, it } from 'vitest'
import { FONT_NAMES, fontBytes, fontOf } from './fonts'
import { itemise } from './itemise'
import { findMissing, shapeText } from './shape-text'

const at40 = (text: string, language = 'en') => shapeText(text, { sizePx: 40, weight: 600, language })
const fontsOf = (text: string, language = 'en') =>
  itemise(text, { weight: 400, language }).runs.map(({ font }) => font)
const clustersOf = (text: string) => at40(text).lines[0]?.clusters.map((cluster) => cluster.text) ?? []

describe('the fonts', () => {
  it.each(FONT_NAMES)('%s is whole', (name) => {
    expect(fontBytes(name).subarray(0, 4)).toEqual(Buffer.from([0, 1, 0, 0]))
    expect(fontOf(name).covers.size).toBeGreaterThan(400)
  })
})

describe('what names are written with', () => {
  it.each([
    ['Latin', 'Zoë O’Brien-Núñez, Æsa Þórsdóttir, Łukasz Żółć, İpek Çağlar, Ștefan Șerban, Ngô Đình Diệm'],
    ['Vietnamese', 'Nguyễn Thị Ánh Tuyết, Phạm Quỳnh Hương'],
    ['spelt with combining marks', 'Nguyễn Thị Ánh Tuyết Ọ́lá'.normalize('NFD')],
    ['African Latin', 'Ọlábísí Ẹniọlá, Ŋkɔ́ Ɖèɖèvì, Ɓala Ƙasim'],
    ['Cyrillic', 'Ёлкина Ґанна Ђорђе Қайрат Өмүрбек Їжак'],
    ['Greek', 'Ελένη Παπαδοπούλου, Ἀχιλλεύς'],
    ['Japanese', '髙橋 﨑山 葛󠄀城 渡邊 渡邉 齋藤 神﨑 𠮷田 すゞ ヴァイオレット・ゲーム 々〆'],
    ['Korean', '김철수 뷁쀍 황보 諸葛 金 李 朴 崔'],
    ['Bangla', 'শ্রীকৃষ্ণ ব্যানার্জী ক্ষুদ্র র‍্যাব ড. মোহাম্মদ ঊষা ঋতু ৎ ং ঃ ঁ ০১২৩৪৫৬৭৮৯'],
    ['Chinese', '王小明 张伟 刘洋 龍應臺 鄭 郑 婷 翀 曦 瑄'],
    ['Hindi', 'श्रीकृष्ण क्षत्रिय ज्ञानेश्वर ऋषि'],
    ['Arabic, Persian, Urdu', 'عبد الرحمن، محمّد پژمان گچ ڈاکٹر ٹیپو'],
    ['Hebrew', 'עֲדָה לאבלייס'],
    ['Thai', 'ณัฐพงษ์ สมหญิง'],
  ])('%s can be drawn', (_name, text) => {
    expect(findMissing(text)).toEqual([])
    expect(at40(text).paths.length).toBeGreaterThan(10)
  })

  it('a character that no font has is left out and named, once each', () => {
    const shaped = at40('Ada 🎉👩‍👩‍👧 Lovelace 🎉 தமிழ்')
    expect(shaped.missing).toEqual(['🎉', '👩‍👩‍👧', 'த', 'மி', 'ழ்'])
    expect(shaped.lines[0]?.text).toBe('Ada Lovelace')
    expect(shaped.paths).toEqual(at40('Ada Lovelace').paths)
    expect(at40('🎉')).toMatchObject({ paths: [], width: 0, missing: ['🎉'] })
    expect(at40('')).toMatchObject({ paths: [], width: 0, missing: [] })
  })

  it('control characters are spaces, and what steers others draws nothing', () => {
    expect(at40('Ada\u0000\n\tLovelace').paths).toEqual(at40('Ada Lovelace').paths)
    expect(at40('\u200eAda\u2060').width).toBeCloseTo(at40('Ada').width)
  })
})

describe('which font', () => {
  it('follows the script, and Han the language', () => {
    expect(fontsOf('Ada 田中 রহিম 김')).toEqual([
      'inter-400',
      'noto-sans-jp',
      'noto-sans-bengali',
      'noto-sans-kr',
    ])
    expect(fontsOf('直子', 'ja')).toEqual(['noto-sans-jp'])
    expect(fontsOf('直子', 'ko')).toEqual(['noto-sans-kr'])
    expect(at40('全', 'ja').paths).not.toEqual(at40('全', 'ko').paths)
  })

  it('of figures and punctuation is their neighbours’, of both brackets what is in them', () => {
    expect(fontsOf('রহিম, ড.')).toEqual(['noto-sans-bengali'])
    expect(fontsOf('2026年')).toEqual(['noto-sans-jp'])
    expect(fontsOf('김 (Kim)')).toEqual(['noto-sans-kr', 'inter-400'])
    expect(fontsOf('「日本」')).toEqual(['noto-sans-jp'])
  })
})

describe('shaping', () => {
  it('joins conjuncts and puts the vowel sign before its consonant', () => {
    expect(clustersOf('ক্ষি')).toEqual(['ক্ষি'])
    const [ki, k] = [at40('কি'), at40('ক')]
    expect(ki.paths.map(({ d }) => d).at(-1)).toBe(k.paths[0]?.d)
    expect(at40('ক্ষ').paths.map(({ d }) => d)).not.toContain(k.paths[0]?.d)
  })

  it('joins Arabic letters and draws them from the right', () => {
    const [beh, behs] = [at40('ب'), at40('ببب')]
    const bodyOf = (paths: { d: string }[]) => paths.map(({ d }) => d).sort((a, b) => b.length - a.length)[0]
    expect(behs.paths.map(({ d }) => d)).not.toContain(bodyOf(beh.paths))
    expect(behs.width).toBeLessThan(3 * beh.width)
    const line = at40('אב').lines[0]
    expect(line?.clusters.map(({ text }) => text)).toEqual(['א', 'ב'])
    expect(line?.clusters[0]?.x).toBeGreaterThan(line?.clusters[1]?.x ?? Infinity)
  })

  it('keeps figures in order inside right-to-left text and Latin around it', () => {
    const [line] = at40('Ada (עדה 12) B').lines
    const xOf = (text: string) => line?.clusters.find((cluster) => cluster.text === text)?.x ?? NaN
    expect(xOf('A')).toBeLessThan(xOf('ה'))
    expect(xOf('ה')).toBeLessThan(xOf('ע'))
    expect(xOf('1')).toBeLessThan(xOf('2'))
    expect(xOf('2')).toBeLessThan(xOf('ה'))
    expect(xOf('ע')).toBeLessThan(xOf('B'))
  })

  it('sets marks on their letters', () => {
    expect(clustersOf('Ọ́'.normalize('NFD'))).toHaveLength(1)
    expect(at40('é'.normalize('NFD')).width).toBeCloseTo(at40('é').width)
  })

  it('gives the clusters of a line its whole text and width', () => {
    for (const text of ['Ada 田中 রহিম 김', 'শ্রীকৃষ্ণ', 'Ada עדה', 'office ffi']) {
      const [line] = at40(text).lines
      expect(line?.clusters.map((cluster) => cluster.text).join('')).toBe(text)
      const widths = line?.clusters.reduce((sum, { width }) => sum + width, 0)
      expect(widths).toBeCloseTo(line?.width ?? NaN, 1)
    }
  })

  it('grows with the size', () => {
    const twice = shapeText('Ada', { sizePx: 80, weight: 600 })
    expect(twice.width).toBeCloseTo(2 * at40('Ada').width)
    expect(twice.ascent).toBeCloseTo(2 * at40('Ada').ascent)
  })
})

describe('lines', () => {
  const linesOf = (text: string, maxWidth: number, more: { isBalanced?: boolean; language?: string } = {}) =>
    shapeText(text, { sizePx: 20, maxWidth, ...more }).lines

  it('are none wider than wanted, whatever the script, and lose nothing but spaces', () => {
    for (const text of [
      'Supercalifragilisticexpialidocious und Donaudampfschifffahrtsgesellschaftskapitän',
      '吾輩は猫である。名前はまだ無い。「どこで生れたか」とんと見当がつかぬ。',
      'ব্যানার্জী শ্রীকৃষ্ণ মোহাম্মদ আবদুল করিম চৌধুরী',
      'สวัสดีชาวโลกทั้งหลายที่อยู่ที่นี่',
      'x'.repeat(120),
    ]) {
      const lines = linesOf(text, 150)
      expect(lines.length).toBeGreaterThan(1)
      for (const { width } of lines) expect(width).toBeLessThanOrEqual(150)
      expect(
        lines
          .map((line) => line.text)
          .join('')
          .replaceAll(' ', ''),
      ).toBe(text.replaceAll(' ', ''))
    }
  })

  it('do not begin with a closing sign nor end with an opening one', () => {
    for (const { text } of linesOf(
      '吾輩は猫である。名前はまだ無い。「どこで生れたか」とんと見当がつかぬ。',
      90,
    ))
      expect(text).not.toMatch(/^[。」]|「$/)
  })

  it('keep a hyphenated name together and stand under one another', () => {
    const lines = linesOf('Ada Lovelace-O’Brien', 180)
    expect(lines.map(({ text }) => text)).toEqual(['Ada', 'Lovelace-O’Brien'])
    expect(lines.map(({ y }) => y)).toEqual([0, 25])
  })

  it('are about equally full where that is wanted', () => {
    const text = 'The quick brown fox jumps over the lazy dog again'
    const [full, balanced] = [linesOf(text, 430), linesOf(text, 430, { isBalanced: true })]
    expect(full.map((line) => line.text)[1]).toBe('again')
    expect(balanced).toHaveLength(2)
    expect(Math.abs((balanced[0]?.width ?? 0) - (balanced[1]?.width ?? 0))).toBeLessThan(80)
  })
})

it('answers the same every time, and does not keep everything', () => {
  const first = at40('Ada Lovelace')
  expect(at40('Ada Lovelace')).toBe(first)
  for (let n = 0; n < 300; n += 1) at40(`Ada ${n}`)
  const again = at40('Ada Lovelace')
  expect(again).not.toBe(first)
  expect(again).toEqual(first)
})
