import { visitDescending, type NumberSet } from '@/lib/utils/number-set'
import type { Rank } from './find'
import type { SortValues } from './sort-values'

/** Where a course stands in an order: by its value, and among equal ones by its number. */
export type Place = { value: number; catalogueNumber: number }
export type Order = { values: SortValues; isDown: boolean }

/** The first of what fits best, after a place of that order; the rank is the value. */
export function placesByRank(ranks: Iterable<Rank>, after: Place | null, limit: number): Place[] {
  const places: Place[] = []
  for (const { rank, numbers } of ranks) {
    if (after !== null && rank > after.value) continue
    visitDescending(numbers, (catalogueNumber) => {
      if (after === null || rank < after.value || catalogueNumber < after.catalogueNumber)
        places.push({ value: rank, catalogueNumber })
      return places.length < limit
    })
    if (places.length >= limit) break
  }
  return places
}

/** The first of a set in the order of their values, after a place of that order; of equal ones the later course first. */
export function placesByValue(
  set: NumberSet,
  { values, isDown }: Order,
  { after, limit }: { after: Place | null; limit: number },
): Place[] {
  const places: Place[] = []
  const isBefore = (one: number, other: number) => (isDown ? one > other : one < other)
  visitDescending(set, (catalogueNumber) => {
    const value = values[catalogueNumber] ?? 0
    if (after !== null && isBefore(value, after.value)) return true
    if (after !== null && value === after.value && catalogueNumber >= after.catalogueNumber) return true
    const last = places[limit - 1]
    // Whoever was visited before has the greater number, and so stays before its equals.
    if (last !== undefined && !isBefore(value, last.value)) return true
    const at = places.findIndex((place) => isBefore(value, place.value))
    places.splice(at < 0 ? places.length : at, 0, { value, catalogueNumber })
    if (places.length > limit) places.pop()
    return true
  })
  return places
}
