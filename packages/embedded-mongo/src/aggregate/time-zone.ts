import { location } from '../errors.ts'
import { isNullish } from './types.ts'

/** Converts between instants and the wall clock of a zone; wall clocks are carried as milliseconds "as if UTC". */
export type Zone = { offsetAt(instant: number): number }

const UTC: Zone = { offsetAt: () => 0 }
const zones = new Map<string, Zone>([
  ['UTC', UTC],
  ['GMT', UTC],
  ['Z', UTC],
])

/** A zone from an Olson name or an offset (`+02:00`, `-0530`, `+03`); undefined is UTC. */
export function zoneOf(name: unknown): Zone | null {
  if (name === undefined) return UTC
  if (isNullish(name)) return null
  if (typeof name !== 'string') throw location(40517, 'timezone must evaluate to a string')
  const known = zones.get(name)
  if (known !== undefined) return known
  const zone = fixedZone(name) ?? namedZone(name)
  if (zones.size > 200) zones.clear()
  zones.set(name, zone)
  return zone
}

function fixedZone(name: string): Zone | undefined {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(name)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  const offset = (match[1] === '-' ? -minutes : minutes) * 60_000
  return { offsetAt: () => offset }
}

function namedZone(name: string): Zone {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw location(40485, `unrecognized time zone identifier: "${name}"`)
  }
  return { offsetAt: (instant) => intlOffset(format, instant) }
}

function intlOffset(format: Intl.DateTimeFormat, instant: number): number {
  const part: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = value
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(
    (name) => Number(part[name]),
  )
  const wall = utcMillis({
    year: part['era'] === 'BC' ? 1 - (year ?? 0) : year,
    month,
    day,
    hour,
    minute,
    second,
  })
  return wall - Math.floor(instant / 1000) * 1000
}

/** The parts of a date on a wall clock. */
export type Wall = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

/** Milliseconds of a UTC date whose parts may lie outside their ranges; years below 100 are meant as they are. */
export function utcMillis(parts: { [name in keyof Wall]?: number | undefined }): number {
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0 } = parts
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
}

/** The wall clock of an instant. */
export function toWall(instant: number, zone: Zone): number {
  return instant + zone.offsetAt(instant)
}

/** The instant of a wall clock; in the gap of a spring change the later reading, in an overlap the earlier. */
export function fromWall(wall: number, zone: Zone): number {
  const first = wall - zone.offsetAt(wall)
  const second = wall - zone.offsetAt(first)
  if (second === first) return first
  const third = wall - zone.offsetAt(second)
  return third === second ? second : Math.max(second, third)
}
