import { dateFormat, numberFormat } from './formatters'

export type DateDisplay = { locale: string; timeZone: string }

/** “3 March 2026” in the given language and zone. */
export function formatDay(date: Date, { locale, timeZone }: DateDisplay): string {
  return dateFormat(locale, { dateStyle: 'long', timeZone }).format(date)
}

/** “3 Mar 2026, 14:05 GMT+1” in the given language and zone; the zone is named because readers differ. */
export function formatMoment(date: Date, { locale, timeZone }: DateDisplay): string {
  return dateFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(date)
}

/** “3 Mar, 14:05” in the given language and zone, for what is recent and whose zone is the reader's own. */
export function formatShortMoment(date: Date, { locale, timeZone }: DateDisplay): string {
  return dateFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(date)
}

/** “14:05” in the given language and zone. */
export function formatTime(date: Date, { locale, timeZone }: DateDisplay): string {
  return dateFormat(locale, { timeStyle: 'short', timeZone }).format(date)
}

/** “1 hr 25 min” in the given language. */
export function formatMinutes(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const parts: [number, 'hour' | 'minute'][] = []
  if (hours > 0) parts.push([hours, 'hour'])
  if (rest > 0 || hours === 0) parts.push([rest, 'minute'])
  return parts
    .map(([count, unit]) => numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count))
    .join(' ')
}

/** The day (`YYYY-MM-DD`) that it is at this instant in the zone. */
export function dayOf(date: Date, timeZone: string): string {
  const parts = dateFormat('en', {
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  }).formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

/** The first instant of a day (`YYYY-MM-DD`) in the zone. */
export function startOfDay(day: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`)
  // The zone's offset is looked up at the guess and once more at the corrected guess: a clock change lies between at most once.
  const first = asUtc - offsetAt(asUtc, timeZone)
  const second = asUtc - offsetAt(first, timeZone)
  // Where midnight itself is skipped by a clock change, the later candidate is the first instant of that day.
  return new Date(dayOf(new Date(second), timeZone) === day ? second : Math.max(first, second))
}

/** The first instant after a day (`YYYY-MM-DD`) in the zone. */
export function endOfDay(day: string, timeZone: string): Date {
  return startOfDay(dayAfter(day), timeZone)
}

/** The day after a day, both as `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** When the clocks of the zone show this whole hour on this day (`YYYY-MM-DD`). */
export function hourOn(day: string, hour: number, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000
  const first = asUtc - offsetAt(asUtc, timeZone)
  return new Date(asUtc - offsetAt(first, timeZone))
}

/**
 * The instant at which the clocks of the zone show this time (`HH:MM`) on this day (`YYYY-MM-DD`). A time that they show
 * twice, as they are put back, is the second of the two; one that they skip, as they are put forward, is as long after
 * the skip began as the time says, so that a deadline is never earlier than it reads.
 */
export function instantOf(day: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  const before = asUtc - offsetAt(asUtc - 86_400_000, timeZone)
  const after = asUtc - offsetAt(asUtc + 86_400_000, timeZone)
  const shown = [before, after].filter((instant) => instant + offsetAt(instant, timeZone) === asUtc)
  return new Date(shown.length === 0 ? Math.max(before, after) : Math.max(...shown))
}

function offsetAt(instant: number, timeZone: string): number {
  const parts = dateFormat('en', {
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    timeZone,
  }).formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(instant / 1000) * 1000
}
