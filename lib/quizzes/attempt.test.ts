import { expect, test } from 'vitest'
import { QUESTIONS, RIGHT_ANSWERS } from '@/lib/platform/testing/quizzes'
import {
  attemptsAllowed,
  composeAttempt,
  countedPercent,
  deadlineOf,
  gradeAttempt,
  maySeeAnswers,
  questionsOf,
} from './attempt'
import { NO_ACCOMMODATIONS } from './dto/accommodations'
import type { Answer } from './schema/answer'
import { QuizContent } from './schema/quiz'

const SETTINGS = {
  timeLimitMinutes: null,
  attempts: null,
  passPercent: 60,
  counts: 'best',
  shuffleQuestions: false,
  shuffleOptions: false,
  showAnswers: 'afterHandIn',
  showAnswersAt: null,
} as const
const content = (settings: object = {}) =>
  QuizContent.parse({ settings: { ...SETTINGS, ...settings }, questions: QUESTIONS, pools: [] })

const startedAt = new Date('2030-03-04T09:00:00Z')
const endsAt = (timeLimitMinutes: number | null, extraTimePercent: number) =>
  deadlineOf({ timeLimitMinutes }, { startedAt, extraTimePercent })?.toISOString() ?? null

test('an attempt ends when its minutes are over, with whatever the learner gets beyond others', () => {
  expect(endsAt(30, 0)).toBe('2030-03-04T09:30:00.000Z')
  expect(endsAt(30, 50)).toBe('2030-03-04T09:45:00.000Z')
  expect(endsAt(1, 33)).toBe('2030-03-04T09:01:19.800Z')
  expect(endsAt(null, 400)).toBeNull()
})

test('extra attempts come on top, and of any number there are no more', () => {
  expect(attemptsAllowed({ attempts: 2 }, { extraAttempts: 0 })).toBe(2)
  expect(attemptsAllowed({ attempts: 2 }, { extraAttempts: 3 })).toBe(5)
  expect(attemptsAllowed({ attempts: null }, { extraAttempts: 3 })).toBeNull()
})

test('of several attempts the best, the last or the average counts, rounded down to a tenth', () => {
  const percents = [66.6, 33.3, 66.6]
  expect(countedPercent(percents, 'best')).toBe(66.6)
  expect(countedPercent([66.6, 33.3], 'last')).toBe(33.3)
  expect(countedPercent(percents, 'average')).toBe(55.5)
  expect(countedPercent([100, 100, 99.9], 'average'), 'who has not all has not 100').toBe(99.9)
  expect(countedPercent([], 'average')).toBeNull()
})

const at = new Date('2030-03-10T09:00:00Z')
const standing = {
  isOpen: false,
  finished: 1,
  isPassed: false,
  attemptsLeft: 1 as number | null,
  given: NO_ACCOMMODATIONS,
  moment: at,
}
const sees = (showAnswers: QuizContent['settings']['showAnswers'], facts: Partial<typeof standing> = {}) =>
  maySeeAnswers({ showAnswers, showAnswersAt: at.toISOString() }, { ...standing, ...facts })

test.each([
  ['never', {}, false],
  ['afterHandIn', {}, true],
  ['afterPass', {}, false],
  ['afterPass', { isPassed: true }, true],
  ['afterLastAttempt', {}, false],
  ['afterLastAttempt', { attemptsLeft: 0 }, true],
  ['afterLastAttempt', { attemptsLeft: null }, false],
  ['onDate', {}, true],
  ['onDate', { moment: new Date(at.getTime() - 1) }, false],
] as const)('right answers, %s, with %j: %s', (rule, facts, isSeen) => {
  expect(sees(rule, facts)).toBe(isSeen)
})

test('no rule shows right answers while an attempt is under way or before the first', () => {
  for (const rule of ['never', 'afterHandIn', 'afterPass', 'afterLastAttempt', 'onDate'] as const)
    for (const facts of [{ isOpen: true }, { finished: 0 }])
      expect(sees(rule, { ...facts, isPassed: true, attemptsLeft: 0 }), rule).toBe(false)
})

test('who has later dates sees right answers as much later, so not before their own attempt', () => {
  const given = { ...NO_ACCOMMODATIONS, laterDays: 7 }
  const week = 7 * 86_400_000
  expect(sees('onDate', { given })).toBe(false)
  expect(sees('onDate', { given, moment: new Date(at.getTime() + week - 1) })).toBe(false)
  expect(sees('onDate', { given, moment: new Date(at.getTime() + week) })).toBe(true)
})

test('the same seed asks the same, and all questions are asked once', () => {
  const shuffled = content({ shuffleQuestions: true })
  const ids = QUESTIONS.map((question) => (question as { id: string }).id)
  expect(composeAttempt(content(), 'seed')).toEqual(ids)
  expect(composeAttempt(shuffled, 'seed')).toEqual(composeAttempt(shuffled, 'seed'))
  expect(composeAttempt(shuffled, 'seed').toSorted()).toEqual(ids.toSorted())
  expect(composeAttempt(shuffled, 'seed')).not.toEqual(composeAttempt(shuffled, 'other'))
})

test('only what was asked counts, and the pass is reached exactly at its mark', () => {
  const { questions } = content()
  const answers = new Map(Object.entries(RIGHT_ANSWERS)) as unknown as Map<string, Answer>
  const all = gradeAttempt(questions, answers, { passPercent: 100 })
  expect(all).toMatchObject({ percent: 100, isPassed: true, earned: all.most })
  expect(gradeAttempt(questions, new Map(), { passPercent: 0 })).toMatchObject({ earned: 0, isPassed: true })
  const first = questionsOf(content(), ['single1', 'gone'])
  expect(gradeAttempt(first, answers, { passPercent: 100 })).toMatchObject({
    earned: 1,
    most: 1,
    percent: 100,
  })
  const half = gradeAttempt(questions, new Map([...answers].slice(0, 1)), { passPercent: 11.1 })
  expect(half).toMatchObject({ percent: 11.1, isPassed: true })
})
