/** `10 minutes`, `6 hours`, or `daily 03:30` (UTC). */
export type Every = `${number} minutes` | `${number} hours` | `daily ${number}:${number}`

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The beginning of the slot that is running: every process computes the same one, so it can be the run's unique key. */
export function slotAt(every: Every, at: Date): Date {
  const { length, offset } = rhythmOf(every)
  return new Date(Math.floor((at.getTime() - offset) / length) * length + offset)
}

function rhythmOf(every: Every): { length: number; offset: number } {
  const daily = /^daily (\d{1,2}):(\d{2})$/.exec(every)
  if (daily) return { length: DAY, offset: (Number(daily[1]) * 60 + Number(daily[2])) * MINUTE }
  const repeated = /^(\d+) (minutes|hours)$/.exec(every)
  const count = Number(repeated?.[1])
  if (!repeated || count < 1) throw new TypeError(`"${every}" is no rhythm.`)
  return { length: count * (repeated[2] === 'hours' ? 60 : 1) * MINUTE, offset: 0 }
}
