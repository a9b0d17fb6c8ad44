import { expect, test } from 'vitest'
import { descending, numberSet } from '@/lib/utils/number-set'
import { placesByRank, placesByValue, type Place } from './places'

/** Numbers far apart, in several rows and blocks, with a value that many of them share. */
const NUMBERS = Array.from({ length: 500 }, (_, index) => 7 + index * 311)
const valueOf = (number: number) => (number * 7_919) % 23
const LIMIT = 24

function valuesOf(numbers: readonly number[]): Uint32Array {
  const values = new Uint32Array(Math.max(...numbers) + 1)
  for (const number of numbers) values[number] = valueOf(number)
  return values
}

function pages(read: (after: Place | null) => Place[]): number[] {
  const seen: number[] = []
  let after: Place | null = null
  for (;;) {
    const places = read(after)
    seen.push(...places.map(({ catalogueNumber }) => catalogueNumber))
    if (places.length < LIMIT) return seen
    after = places.at(-1) ?? null
  }
}

test.each([true, false])('pages by value are the whole order, equal ones by number (down: %s)', (isDown) => {
  const order = { values: valuesOf(NUMBERS), isDown }
  const expected = NUMBERS.toSorted((a, b) => {
    const difference = valueOf(a) - valueOf(b)
    return (isDown ? -difference : difference) || b - a
  })
  const set = numberSet(NUMBERS)
  expect(pages((after) => placesByValue(set, order, { after, limit: LIMIT }))).toEqual(expected)
})

test('only what is in the set is put in order, and what has no value counts as nothing', () => {
  const order = { values: valuesOf(NUMBERS), isDown: false }
  const places = placesByValue(numberSet([999_999, 7]), order, { after: null, limit: 5 })
  expect(places).toEqual([
    { value: 0, catalogueNumber: 999_999 },
    { value: valueOf(7), catalogueNumber: 7 },
  ])
})

test('pages by rank are the whole order, and no class is made that no page asked for', () => {
  const made: number[] = []
  function* ranks() {
    for (const rank of [9, 4, 1]) {
      made.push(rank)
      yield { rank, numbers: numberSet(NUMBERS.filter((number) => number % 3 === [9, 4, 1].indexOf(rank))) }
    }
  }
  const classes = [0, 1, 2].map((rest) => numberSet(NUMBERS.filter((number) => number % 3 === rest)))
  const expected = classes.flatMap((set) => descending(set))
  expect(pages((after) => placesByRank(ranks(), after, LIMIT))).toEqual(expected)
  made.length = 0
  placesByRank(ranks(), null, LIMIT)
  expect(made).toEqual([9])
})
