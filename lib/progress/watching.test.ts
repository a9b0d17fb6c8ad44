import { describe, expect, test } from 'vitest'
import { WATCHING } from './constants'
import {
  credit,
  judge,
  merge,
  percentWatched,
  type Heartbeat,
  type Interval,
  type WatchClock,
} from './watching'

const at = (second: number) => new Date(Date.UTC(2030, 0, 1) + second * 1000)
const beat = (facts: Partial<Heartbeat> = {}): Heartbeat => ({
  session: 'laptop',
  sequence: 1,
  isStart: false,
  isPlaying: true,
  rate: 1,
  position: 0,
  played: [],
  ...facts,
})
/** Judges messages one after the other, and tells how many seconds each was given. */
function told(messages: [second: number, facts: Partial<Heartbeat>][]) {
  let clock: WatchClock | null = null
  return messages.map(([second, facts]) => {
    const verdict = judge(beat(facts), clock, at(second))
    clock = verdict.clock
    return verdict.isCounted ? verdict.elapsedSeconds : 'no'
  })
}
const start = { isStart: true } as const
const pause = { isPlaying: false } as const
const laptop = (sequence: number, facts: Partial<Heartbeat> = {}) => ({
  session: 'laptop',
  sequence,
  ...facts,
})
const phone = (sequence: number, facts: Partial<Heartbeat> = {}) => ({ session: 'phone', sequence, ...facts })

describe('the house’s own clock', () => {
  test('gives a player the time between its messages', () => {
    expect(
      told([
        [0, laptop(1, start)],
        [10, laptop(2)],
        [19.5, laptop(3)],
        [21, laptop(4, pause)],
      ]),
    ).toEqual([0, 10, 9.5, 1.5])
  })

  test('gives nothing for a pause', () => {
    expect(
      told([
        [0, laptop(1, start)],
        [5, laptop(2, pause)],
        [60, laptop(3, start)],
        [70, laptop(4)],
      ]),
    ).toEqual([0, 5, 0, 10])
  })

  test('gives nothing to the first message, whatever it claims', () => {
    expect(
      told([
        [0, laptop(1)],
        [1_000_000, phone(1)],
      ]),
    ).toEqual([0, 0])
  })

  test('is fooled by no start in between', () => {
    expect(
      told([
        [0, laptop(1, start)],
        [10, laptop(2, start)],
        [20, laptop(3)],
      ]),
    ).toEqual([0, 0, 10])
  })

  test('speaks for a silence up to its bound', () => {
    expect(
      told([
        [0, laptop(1, start)],
        [120, laptop(2)],
        [90_000, laptop(3)],
      ]),
    ).toEqual([0, 120, WATCHING.longestGapSeconds])
  })

  test('does not run backwards', () => {
    expect(
      told([
        [100, laptop(1, start)],
        [90, laptop(2)],
        [105, laptop(3)],
      ]),
    ).toEqual([0, 0, 5])
  })
})

describe('two players at once', () => {
  test('count as the one where play was pressed last', () => {
    expect(
      told([
        [0, laptop(1, start)],
        [5, phone(1, start)],
        [10, laptop(2)],
        [15, phone(2)],
        [20, laptop(3)],
        [25, phone(3)],
      ]),
    ).toEqual([0, 0, 'no', 10, 'no', 10])
  })

  test('the other one goes on counting when the first pauses, from then on', () => {
    expect(
      told([
        [0, laptop(1, start)],
        [5, phone(1, start)],
        [15, phone(2, pause)],
        [20, laptop(2)],
        [30, laptop(3)],
      ]),
    ).toEqual([0, 0, 10, 0, 10])
  })

  test('one that falls silent holds nobody up for long', () => {
    const after = 5 + WATCHING.holdSeconds
    expect(
      told([
        [0, laptop(1, start)],
        [5, phone(1, start)],
        [after, laptop(2)],
        [after + 1, laptop(3)],
        [after + 11, laptop(4)],
      ]),
    ).toEqual([0, 0, 'no', 0, 10])
  })

  test('never earn more than the time that passed, in whatever order they speak', () => {
    const messages: [number, Partial<Heartbeat>][] = []
    for (let second = 1; second <= 600; second += 1) {
      const player = (second * 7) % 5
      const facts = { isStart: second % 11 === 0, isPlaying: second % 13 !== 0 }
      messages.push([second, { session: `player-${player}`, sequence: second, ...facts }])
    }
    const sum = told(messages).reduce<number>((all, each) => all + (each === 'no' ? 0 : each), 0)
    expect(sum).toBeGreaterThan(0)
    expect(sum).toBeLessThanOrEqual(600)
  })
})

describe('a message that comes twice or late', () => {
  test('changes nothing', () => {
    const first = judge(beat({ sequence: 1, isStart: true }), null, at(0))
    const second = judge(beat({ sequence: 2 }), first.clock, at(10))
    for (const late of [1, 2]) {
      const again = judge(beat({ sequence: late, isStart: true }), second.clock, at(20))
      expect(again).toEqual({ isNews: false, isCounted: true, elapsedSeconds: 0, clock: second.clock })
    }
  })

  test('does not take over from another player either', () => {
    const one = judge(beat({ session: 'laptop', isStart: true }), null, at(0))
    const two = judge(beat({ session: 'phone', isStart: true }), one.clock, at(1))
    const again = judge(beat({ session: 'laptop', isStart: true }), two.clock, at(2))
    expect(again).toMatchObject({ isNews: false, isCounted: false, clock: { session: 'phone' } })
  })

  test('is remembered for the last players only', () => {
    let clock: WatchClock | null = null
    for (let player = 0; player < 100; player += 1)
      clock = judge(beat({ session: `player-${player}` }), clock, at(player * 100)).clock
    expect(clock?.sessions).toHaveLength(WATCHING.sessions)
    expect(clock?.sessions.at(-1)?.session).toBe('player-99')
  })
})

describe('what is credited', () => {
  const film = { durationSeconds: 100 }
  const after = (watched: Interval[], played: Interval[], elapsedSeconds: number, rate = 1) =>
    credit(watched, { played, rate }, { ...film, elapsedSeconds })

  test.each<[string, Interval[], Interval[], number, number, Interval[]]>([
    ['what was played in the time that passed', [], [[0, 10]], 10, 1, [[0, 10]]],
    ['no more than the time that passed', [], [[0, 60]], 10, 1, [[0, 10]]],
    ['twice as much at double speed', [], [[0, 60]], 10, 2, [[0, 20]]],
    ['no more at any higher speed', [], [[0, 60]], 10, 16, [[0, 20]]],
    ['less at half speed', [], [[0, 60]], 10, 0.5, [[0, 5]]],
    ['nothing where no time passed', [[0, 5]], [[0, 60]], 0, 1, [[0, 5]]],
    ['nothing that was seen before', [[0, 10]], [[0, 12]], 60, 1, [[0, 12]]],
    [
      'what is left between',
      [
        [0, 10],
        [20, 30],
      ],
      [[5, 25]],
      4,
      1,
      [
        [0, 14],
        [20, 30],
      ],
    ],
    [
      'nothing for what a seek left out',
      [],
      [
        [0, 2],
        [90, 95],
      ],
      60,
      1,
      [
        [0, 2],
        [90, 95],
      ],
    ],
    ['nothing beyond the end', [], [[95, 1e9]], 60, 1, [[95, 100]]],
    ['nothing before the beginning', [], [[-50, 5]], 60, 1, [[0, 5]]],
    [
      'nothing for nonsense',
      [[1, 2]],
      [
        [NaN, 5],
        [3, NaN],
        [9, 4],
        [7, 7],
        [-Infinity, Infinity],
      ],
      60,
      1,
      [[1, 2]],
    ],
    [
      'from the beginning when it is too much',
      [],
      [
        [50, 60],
        [10, 20],
      ],
      12,
      1,
      [
        [10, 20],
        [50, 52],
      ],
    ],
  ])('%s', (_what, watched, played, elapsed, rate, expected) => {
    expect(after(watched, played, elapsed, rate)).toEqual(expected)
  })

  test('nothing of a video of unknown length', () => {
    expect(credit([], { played: [[0, 10]], rate: 1 }, { durationSeconds: 0, elapsedSeconds: 10 })).toEqual([])
  })

  test('is paid later, when time that the network swallowed comes back', () => {
    const late = after([], [[0, 10]], 9.2)
    expect(late).toEqual([[0, 9.2]])
    expect(after(late, [[0, 20]], 10.8)).toEqual([[0, 20]])
  })

  test('stays bounded, and what goes is the least', () => {
    const crumbs = Array.from({ length: 1_000 }, (_, place): Interval => [place * 2, place * 2 + 0.001])
    const kept = credit(
      crumbs,
      { played: [[3_000, 3_050]], rate: 1 },
      { durationSeconds: 4_000, elapsedSeconds: 60 },
    )
    expect(kept).toHaveLength(WATCHING.intervals)
    expect(kept.at(-1)).toEqual([3_000, 3_050])
  })

  test('never exceeds what passed, whatever is claimed', () => {
    let watched: Interval[] = []
    let budget = 0
    for (let round = 1; round < 200; round += 1) {
      const elapsedSeconds = (round * 37) % 11
      const played: Interval[] = [
        [(round * 13) % 97, (round * 29) % 101],
        [0, round],
        [-round, round / 3],
      ]
      watched = after(watched, played, elapsedSeconds, round % 4)
      budget += elapsedSeconds * Math.min(2, round % 4)
      const seen = watched.reduce((sum, [from, to]) => sum + to - from, 0)
      expect(seen).toBeLessThanOrEqual(budget + 0.01)
      expect(watched).toEqual(merge(watched))
    }
  })
})

test.each<[Interval[], number, number]>([
  [[], 10, 0],
  [[[0, 9]], 10, 90],
  [[[0, 8.9]], 10, 89],
  [[[0, 9.995]], 10, 100],
  [
    [
      [0, 5],
      [3, 9],
    ],
    10,
    90,
  ],
  [[[0, 50]], 10, 100],
  [[[0, 5]], 0, 0],
])('%j of %i seconds is %i %%', (watched, duration, percent) => {
  expect(percentWatched(watched, duration)).toBe(percent)
})
