/*
 * Everything runs on one thread, so long work is done in turns. All clients share them: in one round of the event loop
 * long work takes about `TURN_MS` in all, whoever asked for it, and of those that have more to do one goes on in each round,
 * in the order of their coming. Between the rounds every socket is looked at, so short work never waits for the queue.
 */
const TURN_MS = 4

const waiting: (() => void)[] = []
let endsAt: number | undefined
let isRoundOpen = false

/** True when who has more to do should await `nextTurn`. Asked for the first time in a round, it begins the turn. */
export function isTurnOver(): boolean {
  const now = performance.now()
  if (endsAt === undefined) begin(now)
  return endsAt !== undefined && now > endsAt
}

/** Resolves when all other clients were looked after and it is the caller's turn again. */
export function nextTurn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  waiting.push(resolve)
  openRound()
  return promise
}

function begin(now: number): void {
  endsAt = now + TURN_MS
  openRound()
}

function openRound(): void {
  if (isRoundOpen) return
  isRoundOpen = true
  setImmediate(closeRound)
}

function closeRound(): void {
  isRoundOpen = false
  endsAt = undefined
  const next = waiting.shift()
  if (next === undefined) return
  begin(performance.now())
  next()
}
