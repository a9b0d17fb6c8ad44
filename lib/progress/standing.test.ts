import { expect, test } from 'vitest'
import { STANDING_RULES } from './constants'
import { standingLimitsAt, standingOf } from './standing'

const NOW = new Date('2026-03-31T12:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
const UNDATED = { startDate: null, endDate: null }
const NOTHING_OWN = { waiting: new Set<string>(), laterDays: new Map<string, number>() }
const learner = (facts: Partial<Parameters<typeof standingOf>[0]> = {}) => ({
  userId: 'ana',
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
  own: Partial<typeof NOTHING_OWN> = {},
) => standingOf(learner(facts), standingLimitsAt(NOW, schedule, { ...NOTHING_OWN, ...own }))

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

test('who has later dates owes what others owed so many days ago', () => {
  // Ten days ago 20 of 60 were over: half of an even pace was 16 %.
  const schedule = { startDate: daysAgo(30), endDate: daysAgo(-30) }
  const laterDays = new Map([['ana', 10]])
  expect(standing({ progress: 16 }, schedule, { laterDays })).toBe('active')
  expect(standing({ progress: 15 }, schedule, { laterDays })).toBe('atRisk')
  expect(standing({ userId: 'bo', progress: 16 }, schedule, { laterDays })).toBe('atRisk')
  expect(standing({ progress: 0 }, UNDATED, { laterDays })).toBe('active')
})

test('who waits for a grade is neither stuck nor at risk, however long that takes', () => {
  const late = { movedAt: daysAgo(60), lastAccessedAt: daysAgo(60), progress: 0 }
  const own = { waiting: new Set(['ana']) }
  expect(standing(late, UNDATED, own)).toBe('waiting')
  expect(standing({ ...late, userId: 'bo' }, UNDATED, own)).toBe('stuck')
  expect(standing({ ...late, status: 'completed' }, UNDATED, own)).toBe('completed')
})

test('before the first day nobody is behind, after the last one half of the course is due', () => {
  const dueAt = (startDate: Date, endDate: Date) =>
    standingLimitsAt(NOW, { startDate, endDate }, NOTHING_OWN).duePercent
  expect(dueAt(daysAgo(-1), daysAgo(-30))).toBe(0)
  expect(dueAt(daysAgo(60), daysAgo(1))).toBe(STANDING_RULES.paceSharePercent)
})

test('without both dates, or with dates the wrong way round, nothing is due', () => {
  for (const schedule of [
    UNDATED,
    { startDate: daysAgo(3), endDate: null },
    { startDate: null, endDate: daysAgo(-3) },
    { startDate: daysAgo(1), endDate: daysAgo(2) },
  ])
    expect(standingLimitsAt(NOW, schedule, NOTHING_OWN).duePercent).toBeNull()
})
