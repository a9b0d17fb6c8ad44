import type { CatalogueSort, SortValue } from '../constants'

/** What of a course it is put in order by. */
export type Sortable = {
  publishedAt?: Date | null
  enrollmentCount: number
  rating?: { average: number; count: number } | null
  price?: { amount: number } | null
  durationMinutes: number
}
/** The value of each number, at its place; 0 where there is none. */
export type SortValues = Uint32Array

export const SORT_ROW_SIZE = 4_096
const BYTES = 4
const GREATEST = 2 ** (8 * BYTES) - 1
/** More reviews than this count as so many: beside the average there is room for 26 bits. */
const REVIEWS_MAX = 2 ** 26 - 1

/** By which value each order goes, and whether from its greatest. */
export const VALUE_OF_SORT: Record<Exclude<CatalogueSort, 'best'>, { value: SortValue; isDown: boolean }> = {
  newest: { value: 'published', isDown: true },
  popular: { value: 'learners', isDown: true },
  rating: { value: 'rating', isDown: true },
  price: { value: 'price', isDown: false },
  priceDown: { value: 'price', isDown: true },
  duration: { value: 'minutes', isDown: false },
}

/** Each value of a course as a whole number of 32 bits. */
export function sortValuesOf(course: Sortable): Record<SortValue, number> {
  return {
    /** Seconds since 1970. */
    published: whole((course.publishedAt?.getTime() ?? 0) / 1000),
    learners: whole(course.enrollmentCount),
    rating: ratingValue(course.rating ?? { average: 0, count: 0 }),
    /** In the currency's minor unit. */
    price: whole(course.price?.amount ?? 0),
    minutes: whole(course.durationMinutes),
  }
}

/** The average as it is shown, to one decimal; of those alike the one with more reviews. */
function ratingValue({ average, count }: { average: number; count: number }): number {
  return Math.round(average * 10) * (REVIEWS_MAX + 1) + Math.min(REVIEWS_MAX, whole(count))
}

function whole(value: number): number {
  return Math.min(GREATEST, Math.max(0, Math.floor(value)))
}

/** The values that a row stores. */
export function unpackSortRow(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: Math.floor(bytes.byteLength / BYTES) }, (_, at) =>
    view.getUint32(at * BYTES, true),
  )
}

/** The row with these values in the places of these numbers; as long as its greatest number asks for. */
export function withSortValues(
  bytes: Uint8Array,
  changes: readonly { number: number; value: number }[],
): Uint8Array {
  const places = changes.map(({ number, value }) => ({ at: (number % SORT_ROW_SIZE) * BYTES, value }))
  const length = places.reduce((longest, { at }) => Math.max(longest, at + BYTES), bytes.byteLength)
  const row = new Uint8Array(length)
  row.set(bytes)
  const view = new DataView(row.buffer)
  for (const { at, value } of places) view.setUint32(at, value, true)
  return row
}
