import { expect, test } from 'vitest'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { gradesOtherwise, markOf } from './regrading'
import { QuizContent } from './schema/quiz'

const content = (questions: readonly object[], settings: object = {}) =>
  QuizContent.parse({ settings, questions, pools: [] })
const before = content(QUESTIONS)
/** The quiz with one of its questions changed. */
const changed = (id: string, change: object) =>
  content(QUESTIONS.map((question) => (question.id === id ? { ...question, ...change } : question)))
const [single] = QUESTIONS
const options = (single as { options: { id: string; share: number }[] }).options

test.each([
  [
    'wording',
    changed('single1', { prompt: 'Another sentence?', explanation: 'Why.', name: 'x', tags: ['y'] }),
  ],
  ['the order of options', changed('single1', { options: options.toReversed() })],
  ['a question that came new', content([...QUESTIONS, { ...QUESTIONS[2], id: 'another1' }])],
  ['the time limit', content(QUESTIONS, { timeLimitMinutes: 10 })],
])('%s changes no grade', (_, after) => {
  expect(gradesOtherwise(before, after)).toBe(false)
})

test.each([
  [
    'another right option',
    changed('single1', { options: options.map((each) => ({ ...each, share: 100 - each.share })) }),
  ],
  ['other points', changed('truefalse1', { points: 2 })],
  ['partial credit', changed('multiple1', { isPartial: false })],
  ['the truth of a statement', changed('truefalse1', { isTrue: false })],
  ['one more spelling', changed('short1', { caseMatters: true })],
  [
    'another order',
    changed('ordering1', { entries: (QUESTIONS[5] as { entries: object[] }).entries.toReversed() }),
  ],
  ['a question that is gone', content(QUESTIONS.slice(1))],
  ['the pass mark', content(QUESTIONS, { passPercent: 61 })],
  ['what counts', content(QUESTIONS, { counts: 'last' })],
])('%s may change a grade', (_, after) => {
  expect(gradesOtherwise(before, after)).toBe(true)
})

test('nothing handed in is no pass, not even where everything passes', () => {
  expect(markOf([], { counts: 'best', passPercent: 0 })).toEqual({ percent: 0, isPassed: false })
  expect(markOf([40, 80], { counts: 'last', passPercent: 80 })).toEqual({ percent: 80, isPassed: true })
})
