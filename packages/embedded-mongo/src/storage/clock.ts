import { Timestamp } from 'bson'

/**
 * Logical time: seconds since 1970 times 2^20, plus a counter. One safe integer that grows with every commit and
 * stands for MongoDB's Timestamp(seconds, increment), so that it orders change events and names them in resume tokens.
 */
const PER_SECOND = 2 ** 20

export function toTimestamp(time: number): Timestamp {
  return new Timestamp({ t: Math.floor(time / PER_SECOND), i: time % PER_SECOND })
}

export function fromTimestamp(timestamp: Timestamp): number {
  const increment = timestamp.getLowBitsUnsigned()
  return timestamp.getHighBitsUnsigned() * PER_SECOND + Math.min(increment, PER_SECOND - 1)
}

/** Gives out logical times that never go back, even if the wall clock does. */
export class LogicalClock {
  readonly #now: () => Date
  #last: number

  constructor(now: () => Date, last: number) {
    this.#now = now
    this.#last = last
  }

  /** A time later than every one given out before: that of a commit. */
  next(): number {
    this.#last = Math.max(this.#last + 1, this.#wall())
    return this.#last
  }

  /** A time that is not before any commit so far, and before every one to come. */
  current(): number {
    this.#last = Math.max(this.#last, this.#wall())
    return this.#last
  }

  #wall(): number {
    return Math.floor(this.#now().getTime() / 1000) * PER_SECOND + 1
  }
}
