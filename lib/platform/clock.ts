import { readFileSync } from 'node:fs'
import { env } from './env'
import { processWide } from './process-wide'

type Clock = () => Date

const state = processWide('clock', () => ({ clock: undefined as Clock | undefined }))

/** The time by which everything in the house is decided. Only tests and the end-to-end harness ever move it. */
export function now(): Date {
  return (state.clock ?? systemClock)()
}

/** Tests: stops the clock at a moment, or lets it run by a function; `undefined` gives the real time back. */
export function setClock(clock: Date | Clock | undefined): void {
  state.clock = clock instanceof Date ? () => new Date(clock) : clock
}

/**
 * The end-to-end harness moves the clock of a running server by writing milliseconds into the file that
 * `TEST_CLOCK_FILE` names, so no request can ever do it.
 */
function systemClock(): Date {
  const file = env().TEST_CLOCK_FILE
  return new Date(Date.now() + (file === undefined ? 0 : readOffset(file)))
}

function readOffset(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0
  } catch {
    return 0
  }
}
