import { expect, test } from 'vitest'
import { attemptsLeftOf, nextAttemptOf } from './attempts'
import { ASSIGNMENT_LIMITS, type SubmissionState } from './constants'

/** One attempt of each of these states, oldest first. */
const attempts = (...states: SubmissionState[]) =>
  states.map((state, index) => ({ attempt: index + 1, state }))

test.each([
  ['nothing yet', [], 2],
  ['a draft', ['draft'], 2],
  ['handed in', ['submitted'], 1],
  ['graded in secret', ['held'], 1],
  ['sent back', ['returned'], 2],
  ['sent back and handed in again', ['returned', 'submitted'], 1],
  ['more than are allowed', ['released', 'released', 'released'], 0],
] as const)('of two attempts are left, with %s: %j → %i', (_what, states, left) => {
  expect(attemptsLeftOf(attempts(...states), 2)).toBe(left)
})

test.each([
  ['the first', [], 1, 1],
  ['none while one is written', ['draft'], 2, null],
  ['none while one waits', ['submitted'], 2, null],
  ['none while a grade is held: it would tell of it', ['held'], 2, null],
  ['the next after work that was sent back, though it is the only one', ['returned'], 1, 2],
  ['the next after a released grade', ['released'], 2, 2],
  ['none when all are used', ['released'], 1, null],
  ['one more where that was given', ['released'], 2, 2],
] as const)('what may be begun is %s', (_what, states, allowed, next) => {
  expect(nextAttemptOf(attempts(...states), allowed)).toBe(next)
})

test('however often work is sent back, there is an end', () => {
  const many = attempts(...Array.from({ length: ASSIGNMENT_LIMITS.attemptsEver }, () => 'returned' as const))
  expect(nextAttemptOf(many, 1)).toBeNull()
  expect(nextAttemptOf(many.slice(1), 1)).toBeNull()
  expect(nextAttemptOf(many.slice(0, -1), 1)).toBe(ASSIGNMENT_LIMITS.attemptsEver)
})
