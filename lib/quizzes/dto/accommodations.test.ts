import { expect, test } from 'vitest'
import { laterFor, laterFromAt, NO_ACCOMMODATIONS, opensFor, toAccommodations } from './accommodations'

const DAY = 86_400_000
const at = (day: number) => new Date(Date.UTC(2030, 0, 1) + day * DAY)
const given = (laterDays: number, laterFrom: Date | null) => ({ ...NO_ACCOMMODATIONS, laterDays, laterFrom })

test('a date comes later by days of 24 hours, over a change of the clocks too', () => {
  const eve = new Date('2030-03-30T22:59:00Z')
  expect(laterFor(eve, { laterDays: 2 })).toEqual(new Date('2030-04-01T22:59:00Z'))
  expect(laterFor(eve, NO_ACCOMMODATIONS)).toEqual(eve)
})

test('nobody without a row gets anything', () => {
  expect(toAccommodations(undefined)).toEqual(NO_ACCOMMODATIONS)
  expect(toAccommodations(null)).toEqual(NO_ACCOMMODATIONS)
})

/** Random histories of days given, raised, lowered and taken back, from a fixed seed. */
function histories(): { day: number; laterDays: number }[][] {
  let state = 7
  const next = (bound: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % bound
  }
  return Array.from({ length: 200 }, () => {
    let day = 0
    return Array.from({ length: 1 + next(5) }, () => {
      day += next(15)
      return { day, laterDays: next(4) * 5 }
    })
  })
}

test('whatever days are given and taken, no lesson that was open by its date is ever shut again', () => {
  for (const acts of histories()) {
    let now = NO_ACCOMMODATIONS
    for (const { day, laterDays } of acts) {
      const before = now
      now = given(laterDays, laterFromAt(at(day), before))
      for (let opens = -3; opens < 80; opens += 1) {
        const wasOpen = at(day) >= opensFor(at(opens), before)
        const isOpen = at(day) >= opensFor(at(opens), now)
        expect(wasOpen && !isOpen, JSON.stringify({ acts, day, opens })).toBe(false)
      }
    }
  }
})

test('what was not open yet comes later by the days that hold now', () => {
  const first = given(7, laterFromAt(at(10), NO_ACCOMMODATIONS))
  expect(opensFor(at(10), first)).toEqual(at(10))
  expect(opensFor(at(11), first)).toEqual(at(18))
  const more = given(14, laterFromAt(at(12), first))
  expect(opensFor(at(11), more), 'it waited, and waits longer').toEqual(at(25))
})
