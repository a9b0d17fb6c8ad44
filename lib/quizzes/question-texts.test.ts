import { expect, test } from 'vitest'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { textsOf, titleOf } from './question-texts'
import { Question } from './schema/question'

const questions = QUESTIONS.map((question) => Question.parse(question))

test('a question is called by its name, else by its words, gaps by number', () => {
  expect(questions.map(titleOf)).toEqual([
    'Which one?',
    'Which ones?',
    'Is it?',
    'What word?',
    'How far?',
    'In which order?',
    'What belongs together?',
    'Fill [1] ____ and [2] ____.',
  ])
  const [first] = questions
  expect(first && titleOf({ ...first, name: 'The first' })).toBe('The first')
})

test('every text that is shown as Markdown is named by the way to it, and what is compared is not', () => {
  for (const question of questions)
    for (const { path, text } of textsOf(question)) {
      const found = path.reduce<unknown>((part, step) => Reflect.get(part as object, step), question)
      expect(found).toBe(text)
    }
  const all = questions.flatMap(textsOf).map(({ text }) => text)
  for (const shown of [
    'Which one?',
    'because-of-this',
    'not Beta',
    'second',
    'partner of two',
    'partner of nobody',
    'Zeta',
  ])
    expect(all).toContain(shown)
  expect(all).not.toContain('secret-word')
  expect(all).not.toContain('hidden-word')
})
