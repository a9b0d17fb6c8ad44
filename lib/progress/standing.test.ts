import { expect, test } from 'vitest'
import { STANDING_RULES } from './constants'
import { standingLimitsAt, standingOf } from './standing'

const NOW = new Date('2026-03-31T12:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
const UNDATED = { startDate: null, endDate: null }
const learner = (facts: Partial<Parameters<typeof standingOf>[0]> = {}) => ({
  status: 'active',
  hasBegun: true,
  movedAt: daysAgo(1),
  lastAccessedAt: daysAgo(1),
  progress: 40,
  ...facts,
})
const standing = (
  facts: Partial<Parameters<typeof standingOf>[0]>,
  schedule = UNDATED as Parameters<typeof standingLimitsAt>[1],
) => standingOf(learner(facts), standingLimitsAt(NOW, schedule))

test('who completed the course is completed, however long ago they were here', () => {
  expect(standing({ status: 'completed', movedAt: daysAgo(400), lastAccessedAt: daysAgo(400) })).toBe(
    'completed',
  )
})

test('who never opened a lesson has not started, however long that is', () => {
  expect(standing({ hasBegun: false, movedAt: daysAgo(90), lastAccessedAt: daysAgo(90), progress: 0 })).toBe(
    'notStarted',
  )
})

test.each([
  [13.999, 'active'],
  [14, 'stuck'],
  [200, 'stuck'],
] as const)('who finished nothing for %d days is %s', (days, expected) => {
  expect(standing({ movedAt: daysAgo(days) })).toBe(expected)
})

test.each([
  [6.999, 'active'],
  [7, 'atRisk'],
] as const)('who was not here for %d days is %s', (days, expected) => {
  expect(standing({ lastAccessedAt: daysAgo(days) })).toBe(expected)
})

test('in a course with dates, who is below half of an even pace is at risk', () => {
  // 30 of 60 days are over: an even pace is at 50 %, half of it 25 %.
  const schedule = { startDate: daysAgo(30), endDate: daysAgo(-30) }
  expect(standing({ progress: 24 }, schedule)).toBe('atRisk')
  expect(standing({ progress: 25 }, schedule)).toBe('active')
})

test('before the first day nobody is behind, after the last one half of the course is due', () => {
  expect(standingLimitsAt(NOW, { startDate: daysAgo(-1), endDate: daysAgo(-30) }).duePercent).toBe(0)
  expect(standingLimitsAt(NOW, { startDate: daysAgo(60), endDate: daysAgo(1) }).duePercent).toBe(
    STANDING_RULES.paceSharePercent,
  )
})

test('without both dates, or with dates the wrong way round, nothing is due', () => {
  for (const schedule of [
    UNDATED,
    { startDate: daysAgo(3), endDate: null },
    { startDate: null, endDate: daysAgo(-3) },
    { startDate: daysAgo(1), endDate: daysAgo(2) },
  ])
    expect(standingLimitsAt(NOW, schedule).duePercent).toBeNull()
})
