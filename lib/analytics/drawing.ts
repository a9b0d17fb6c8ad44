import type { DayFigures } from './dto'

/** Bars of a drawing: one day each, or a week where days would be thinner than a line. */
export type Span = {
  from: string
  to: string
  enrolled: number
  completed: number
  reviews: number
  rating: number | null
}

/** From so many days on a bar is a week. */
const DAYS_AS_WEEKS = 120

export function spansOf(days: readonly DayFigures[]): Span[] {
  const size = days.length > DAYS_AS_WEEKS ? 7 : 1
  // Weeks end with today, so that the last one is whole; the first may be shorter.
  const rest = days.length % size
  const groups = rest === 0 ? [] : [days.slice(0, rest)]
  for (let at = rest; at < days.length; at += size) groups.push(days.slice(at, at + size))
  return groups.flatMap((group) => {
    const [first] = group
    const last = group.at(-1)
    return first === undefined || last === undefined ? [] : [toSpan(group, first.day, last.day)]
  })
}

function toSpan(days: readonly DayFigures[], from: string, to: string): Span {
  const sum = (of: (day: DayFigures) => number) => days.reduce((total, day) => total + of(day), 0)
  const reviews = sum((day) => day.reviews)
  const stars = sum(({ rating, reviews: count }) => (rating ?? 0) * count)
  return {
    from,
    to,
    enrolled: sum((day) => day.enrolled),
    completed: sum((day) => day.completed),
    reviews,
    rating: reviews === 0 ? null : stars / reviews,
  }
}

/** A round number not below `most`, as the top of an axis: 1, 2, 5, 10, 20, 50 … */
export function topOf(most: number): number {
  if (most <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 5, 10].find((step) => step * power >= most) ?? 10) * power
}
