import { describe, expect, test } from 'vitest'
import { readCaptions } from './captions'
import { CAPTION_CUES_MAX } from './constants'

const VTT = `WEBVTT - a title

NOTE made by hand
of two lines

STYLE
::cue { color: red }

intro
00:00.000 --> 00:02.500 align:start line:90% bogus:1
<v Ana>Buenos <i>días</i> &amp; adiós

00:00:02.500 --> 01:00:04.000
- 日本<rt>にほん</rt>語
- x --> y
`

describe('captions as WebVTT', () => {
  test('are read with their times, words and places', () => {
    const { cues, faults, vtt } = readCaptions(VTT)
    expect(cues).toEqual([
      { from: 0, to: 2.5, text: 'Ana: Buenos días & adiós' },
      { from: 2.5, to: 3604, text: '- 日本語\n- x → y' },
    ])
    expect(faults).toEqual([{ code: 'style', line: 6 }])
    expect(vtt).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:02.500 align:start line:90%\n<v Ana>Buenos <i>días</i> &amp; adiós\n' +
        '\n00:00:02.500 --> 01:00:04.000\n- 日本<rt>にほん</rt>語\n- x → y\n',
    )
  })

  test.each(['<', '<rt>', '<v ', '<v  \u2003', '{\\', '<font', '&'])(
    'a file of nothing but %j is read like any other',
    (part) => {
      const words = part.repeat(200_000 / part.length)
      for (const head of ['WEBVTT\n\n00:00.000', '1\n00:00:00,000'])
        expect(readCaptions(`${head} --> 00:00:01.000\n${words}\n`).cues.length).toBeLessThanOrEqual(1)
    },
  )

  test('what was written is read as the same again', () => {
    const once = readCaptions(VTT)
    const again = readCaptions(once.vtt)
    expect(again).toEqual({ ...once, faults: [] })
  })
})

describe('captions as SRT', () => {
  test('become WebVTT: commas, colours, places and stray signs', () => {
    const srt =
      '\uFEFF1\r\n00:00:01,000 --> 00:00:02,5\r\n{\\an8}<font color="red">Fish & <B>chips</B></font> 1 < 2\r\n\r\n' +
      '2\r\n00:00:03,000 --> 00:00:04,000 X1:1 X2:2\r\nTwo\r\nlines\r\n'
    const { cues, faults, vtt } = readCaptions(srt)
    expect(faults).toEqual([])
    expect(cues).toEqual([
      { from: 1, to: 2.5, text: 'Fish & chips 1 < 2' },
      { from: 3, to: 4, text: 'Two\nlines' },
    ])
    expect(vtt).toContain(
      '00:00:01.000 --> 00:00:02.500\nFish &amp; <b>chips</b> 1 &lt; 2\n\n00:00:03.000 --> 00:00:04.000\nTwo',
    )
  })
})

describe('what cannot be read is named by its line, and the rest counts', () => {
  test.each([
    ['a time of the past century', '1\n00:00:01 --> 00:00:02\nx\n', 'badTime', 2],
    ['minutes that are none', 'WEBVTT\n\n00:61:00.000 --> 00:62:00.000\nx\n', 'badTime', 3],
    ['an end before its start', 'WEBVTT\n\n00:05.000 --> 00:04.000\nx\n', 'endsBeforeStart', 3],
    ['no words', 'WEBVTT\n\n00:05.000 --> 00:06.000\n<i></i>\n', 'emptyCue', 3],
    ['words without a time', 'WEBVTT\n\njust words\n', 'noTime', 3],
    ['no captions at all', 'It was a dark\nand stormy night.', 'noTime', 1],
  ])('%s', (_what, source, code, line) => {
    const { cues, faults } = readCaptions(`${source}\n\n9\n00:09:00.000 --> 00:09:01.000\nkept`)
    expect(faults).toEqual([{ code, line }])
    expect(cues.map(({ text }) => text)).toEqual(['kept'])
  })

  test('cues out of order are sorted', () => {
    const { cues, faults } = readCaptions(
      'WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:09.000\na\n',
    )
    expect(cues.map(({ text }) => text)).toEqual(['a', 'b'])
    expect(faults).toEqual([{ code: 'outOfOrder', line: 6 }])
  })

  test('more cues than a film has are cut off', () => {
    const cue = (second: number) => `${second}\n00:00:00,000 --> 00:00:00,${second}\nx\n`
    const many = Array.from({ length: CAPTION_CUES_MAX + 5 }, (_, place) => cue((place % 900) + 100))
    const { cues, faults } = readCaptions(many.join('\n'))
    expect(cues).toHaveLength(CAPTION_CUES_MAX)
    expect(faults.at(-1)).toMatchObject({ code: 'tooManyCues' })
  })

  test('cues after the end of the video are left out', () => {
    const source = 'WEBVTT\n\n00:05.000 --> 00:07.000\na\n\n00:06.000 --> 00:07.000\nb\n'
    const { cues, faults } = readCaptions(source, { durationSeconds: 6 })
    expect(cues.map(({ text }) => text)).toEqual(['a'])
    expect(faults).toEqual([{ code: 'beyondEnd', line: 6 }])
  })

  test('nothing holds no cue', () => {
    expect(readCaptions('')).toEqual({ cues: [], faults: [], vtt: 'WEBVTT\n' })
  })
})
