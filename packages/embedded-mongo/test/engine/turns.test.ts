import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isTurnOver, nextTurn } from '../../src/turns.ts'

let now = 0

/** A turn that another test began must be over: its clock was another. */
async function roundsOver(): Promise<void> {
  await new Promise(setImmediate)
  await new Promise(setImmediate)
}

beforeEach(async () => {
  await roundsOver()
  now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => vi.restoreAllMocks())

/** Long work in five pieces of 3 ms each, which notes its name in every turn. */
async function work(name: string, notes: string[]): Promise<void> {
  for (let piece = 0; piece < 5; piece += 1) {
    notes.push(name)
    // The first look begins the clock of a turn that nobody has begun.
    isTurnOver()
    now += 3
    if (isTurnOver()) await nextTurn()
  }
}

test('in a round of the event loop one piece of long work goes on, in the order of their coming', async () => {
  const notes: string[] = []
  let isDone = false
  const all = Promise.all(['a', 'b', 'c'].map((name) => work(name, notes))).then(() => (isDone = true))
  const rounds: string[] = []
  while (!isDone) {
    rounds.push(notes.splice(0).join(''))
    await new Promise(setImmediate)
  }
  await all
  // All begin at once; from then on each round has the time of two pieces, of the one whose turn it is.
  expect(rounds[0]).toBe('aabc')
  expect(rounds.slice(1).join(' ').trim()).toBe('aa bb cc a bb cc')
})

test('who asks in a later round finds a new turn', async () => {
  isTurnOver()
  now += 10
  expect(isTurnOver()).toBe(true)
  await roundsOver()
  expect(isTurnOver()).toBe(false)
})
