import { steppedCount } from './stepped-count'

/** How many reviews gave one star, two … five. */
export type Histogram = readonly [number, number, number, number, number]
type Rating = { average: number; count: number; histogram: Histogram }

const NONE: Histogram = [0, 0, 0, 0, 0]

/** A stored histogram, whatever a row holds; none where it was never written. */
export function toHistogram(stored: readonly number[] | null | undefined): Histogram {
  const at = (index: number) => stored?.[index] ?? 0
  return [at(0), at(1), at(2), at(3), at(4)]
}

/** Average and count that follow from the histogram: nothing else is counted. */
export function ratingOf(histogram: Histogram): Rating {
  const count = histogram.reduce((sum, each) => sum + each, 0)
  const stars = histogram.reduce((sum, each, index) => sum + each * (index + 1), 0)
  return { average: count === 0 ? 0 : stars / count, count, histogram }
}

/** The histogram with a review more, another number of stars, or a review less. */
export function counted(histogram: Histogram, from: number | null, to: number | null): Histogram {
  const step = (stars: number) => (stars === to ? 1 : 0) - (stars === from ? 1 : 0)
  const next = histogram.map((count, index) => count + step(index + 1))
  return toHistogram(next)
}

/** Whether the average, as it is shown to one decimal, is at least so many stars. */
export function reaches({ average }: Pick<Rating, 'average'>, stars: number | string): boolean {
  return Math.round(average * 10) / 10 >= Number(stars)
}

/** What a card says of a rating: pages with cards are made anew only when this changes. */
export function shownOnCards({ average, count }: Pick<Rating, 'average' | 'count'>): string {
  const { value, isExact } = steppedCount(count)
  return count === 0 ? '' : `${average.toFixed(1)} ${value}${isExact ? '' : '+'}`
}

/** What the course's own page says of it beside that: the share of each number of stars, in whole percents. */
export function shownOnPage(rating: Rating): string {
  return `${shownOnCards(rating)} ${sharesOf(rating.histogram).join(' ')}`
}

/** The share of each number of stars in whole percents, from one star to five. */
export function sharesOf(histogram: Histogram): Histogram {
  const { count } = ratingOf(histogram)
  return count === 0 ? NONE : toHistogram(histogram.map((each) => Math.round((100 * each) / count)))
}
