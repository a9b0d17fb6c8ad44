import { WATCHING } from './constants'

/** Seconds of a video, from the first to the second. */
export type Interval = readonly [from: number, to: number]

/** What a player says of itself. It claims everything it has played since it was opened: repeating costs nothing. */
export type Heartbeat = {
  /** One opening of one player; numbers count its messages. */
  session: string
  sequence: number
  /** Somebody pressed play: this player is the one they look at now. */
  isStart: boolean
  isPlaying: boolean
  rate: number
  position: number
  played: readonly Interval[]
}

/** The one clock a learner has for all videos, tabs and devices together. */
export type WatchClock = {
  /** Whose playing counts now; null where everybody has paused. */
  session: string | null
  /** Up to this moment time has been credited. */
  at: Date
  sessions: readonly { session: string; sequence: number }[]
}

/** `isCounted`: this player is the one that counts. `isNews`: a repeated or overtaken message changes nothing. */
export type Verdict = { isNews: boolean; isCounted: boolean; elapsedSeconds: number; clock: WatchClock }

/**
 * Whether a message counts, and how many real seconds the house saw pass for it. Only one player of a learner counts at
 * a time: the one where play was pressed last, until it pauses or falls silent.
 */
export function judge(beat: Heartbeat, clock: WatchClock | null, moment: Date): Verdict {
  const before = clock ?? { session: null, at: moment, sessions: [] }
  const known = before.sessions.find(({ session }) => session === beat.session)
  if (known !== undefined && known.sequence >= beat.sequence) {
    return {
      isNews: false,
      isCounted: before.session === beat.session,
      elapsedSeconds: 0,
      clock: before,
    }
  }
  const sessions = [
    ...before.sessions.filter(({ session }) => session !== beat.session),
    { session: beat.session, sequence: beat.sequence },
  ].slice(-WATCHING.sessions)
  const silence = Math.max(0, (moment.getTime() - before.at.getTime()) / 1000)
  const isOwn = before.session === beat.session
  const isFree = before.session === null || silence > WATCHING.holdSeconds
  if (!isOwn && !isFree && !beat.isStart)
    return { isNews: true, isCounted: false, elapsedSeconds: 0, clock: { ...before, sessions } }
  return {
    isNews: true,
    isCounted: true,
    elapsedSeconds: isOwn && !beat.isStart ? Math.min(silence, WATCHING.longestGapSeconds) : 0,
    clock: { session: beat.isPlaying ? beat.session : null, at: latest(before.at, moment), sessions },
  }
}

/**
 * What a learner has seen after a message: of the stretches it claims, those not credited before, from the beginning of
 * the video, until the time that really passed is used up.
 *
 * @param video 0 seconds where nobody knows how long it is: then nothing can be credited
 */
export function credit(
  watched: readonly Interval[],
  beat: Pick<Heartbeat, 'played' | 'rate'>,
  { elapsedSeconds, durationSeconds }: { elapsedSeconds: number; durationSeconds: number },
): Interval[] {
  let budget = elapsedSeconds * Math.min(beat.rate, WATCHING.highestRate)
  const seen = merge(watched)
  const paid: Interval[] = []
  for (const [from, to] of without(within(beat.played, durationSeconds), seen)) {
    if (budget <= 0) break
    const end = Math.min(to, from + budget)
    paid.push([from, rounded(end)])
    budget -= end - from
  }
  return longest(merge([...seen, ...paid]))
}

/** How much of a video has been seen, rounded down. */
export function percentWatched(watched: readonly Interval[], durationSeconds: number): number {
  if (durationSeconds <= 0) return 0
  // The last hundredth of a second is often not there to be played.
  const seen = merge(watched).reduce((sum, [from, to]) => sum + to - from, 0)
  return Math.min(100, Math.floor((100 * (seen + 0.01)) / durationSeconds))
}

/** Sorted, without overlaps; what touches is one. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: [number, number][] = []
  for (const [from, to] of intervals.toSorted((one, other) => one[0] - other[0])) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (to > from) merged.push([from, to])
  }
  return merged
}

/** Claims inside the video, in order; nonsense claims nothing. */
function within(played: readonly Interval[], durationSeconds: number): Interval[] {
  return merge(
    played.flatMap(([from, to]) => {
      if (!Number.isFinite(from) || !Number.isFinite(to)) return []
      const interval = [rounded(Math.max(0, from)), rounded(Math.min(to, durationSeconds))] as const
      return interval[1] > interval[0] ? [interval] : []
    }),
  )
}

/** The parts of sorted intervals that are in none of the others, which are sorted too. */
function without(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  return intervals.flatMap(([from, to]) => {
    const left: Interval[] = []
    let at = from
    for (const [otherFrom, otherTo] of others) {
      if (otherTo <= at || otherFrom >= to) continue
      if (otherFrom > at) left.push([at, otherFrom])
      at = Math.max(at, otherTo)
    }
    if (at < to) left.push([at, to])
    return left
  })
}

/** A row does not grow for ever: of too many stretches the shortest go, and nothing is credited that was not seen. */
function longest(intervals: Interval[]): Interval[] {
  if (intervals.length <= WATCHING.intervals) return intervals
  return intervals
    .toSorted((one, other) => other[1] - other[0] - (one[1] - one[0]))
    .slice(0, WATCHING.intervals)
    .toSorted((one, other) => one[0] - other[0])
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
