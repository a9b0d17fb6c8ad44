import { describe, expect, test } from 'vitest'
import { actOfKey, nextRate } from './player-keys'
import { checked, serverPreferences } from './player-preferences'
import { cueAt, findHits } from './transcript-search'
import { fill } from './video-texts'

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
})
const picture = { isButton: false, isSlider: false }

describe('keys of the player', () => {
  test.each([
    [' ', { act: 'toggle' }],
    ['K', { act: 'toggle' }],
    ['j', { act: 'move', seconds: -10 }],
    ['ArrowRight', { act: 'move', seconds: 5 }],
    ['ArrowDown', { act: 'volume', change: -0.1 }],
    ['0', { act: 'go', share: 0 }],
    ['9', { act: 'go', share: 0.9 }],
    ['End', { act: 'go', share: 1 }],
    ['>', { act: 'rate', step: 1 }],
    ['q', null],
    ['Tab', null],
    ['Escape', null],
  ])('%j', (key, act) => {
    expect(actOfKey(press(key), picture)).toEqual(act)
  })

  test('leave alone what belongs to the browser, a button or a slider', () => {
    expect(actOfKey(press('f', { ctrlKey: true }), picture)).toBeNull()
    expect(actOfKey(press('l', { metaKey: true }), picture)).toBeNull()
    expect(actOfKey(press(' '), { isButton: true, isSlider: false })).toBeNull()
    expect(actOfKey(press('k'), { isButton: true, isSlider: false })).toEqual({ act: 'toggle' })
    expect(actOfKey(press('ArrowLeft'), { isButton: false, isSlider: true })).toBeNull()
    expect(actOfKey(press(' '), { isButton: false, isSlider: true })).toEqual({ act: 'toggle' })
  })

  test('speed goes by steps and stops at its ends', () => {
    expect([nextRate(1, 1), nextRate(1, -1), nextRate(2, 1), nextRate(0.5, -1), nextRate(1.1, 1)]).toEqual([
      1.25, 0.75, 2, 0.5, 1.25,
    ])
  })
})

describe('what was chosen', () => {
  test.each([null, 'x', 7, [], {}, { rate: 9, volume: -1, captions: {}, isTranscriptShown: null }])(
    'is not read from %j',
    (stored) => expect(checked(stored)).toEqual(serverPreferences()),
  )

  test('is read as it was kept', () => {
    const chosen = {
      rate: 1.5,
      volume: 0.3,
      isMuted: true,
      captions: 'ja',
      transcript: 'en',
      isTranscriptShown: false,
    }
    expect(checked(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen)
  })
})

describe('the transcript', () => {
  const cues = ['Él dijo: ÁRBOL árbol.', 'দেশ ও দশ', 'がっこう\nかっこう', '학교에 간다', 'naïve cafe'].map(
    (text, place) => ({ from: place * 10, to: place * 10 + 9, text }),
  )
  const found = (query: string) =>
    findHits(cues, query).map(({ cue, start, end }) => `${cue}:${cues[cue]?.text.slice(start, end)}`)

  test.each([
    ['arbol', ['0:ÁRBOL', '0:árbol']],
    ['él', ['0:Él']],
    ['naive café', ['4:naïve cafe']],
    ['দশ', ['1:দশ']],
    ['か', ['2:か']],
    ['が', ['2:が']],
    ['こう か', ['2:こう\nか']],
    ['학교', ['3:학교']],
    ['  ', []],
    ['nowhere', []],
    ['.*', []],
  ])('finds %j', (query, hits) => {
    expect(found(query)).toEqual(hits)
  })

  test('knows what is spoken at a second', () => {
    expect([-1, 0, 9.5, 9.96, 40, 1e6].map((second) => cueAt(cues, second))).toEqual([-1, 0, 0, 1, 4, 4])
    expect(cueAt([], 5)).toBe(-1)
  })
})

test('a text is filled in, and what it does not know stays', () => {
  expect(fill('{time} of {duration} {x}', { time: '0:05', duration: '1:00' })).toBe('0:05 of 1:00 {x}')
})
