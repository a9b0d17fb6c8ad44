import { expect, test } from 'vitest'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import {
  changesInBank,
  linkedIds,
  newInBank,
  standingInBank,
  takenFromBank,
  withTextOfBank,
  withTextOfQuiz,
  withVersionSeen,
} from './bank-link'
import { partIdsOf, Question } from './schema/question'

const questions = QUESTIONS.map((question) => Question.parse(question))
const id = '0123456789abcdef01234567'

test('of every kind, a question that was taken knows where from, and its answers mean the same in the newer text', () => {
  for (const question of questions) {
    const taken = takenFromBank({ id, version: 3, question })
    expect(taken.id).not.toBe(question.id)
    expect(partIdsOf(taken)).toEqual(partIdsOf(question))
    expect(Question.parse(taken).bank).toEqual({ questionId: id, version: 3 })
    const newer = { id, version: 4, question: { ...question, prompt: `${question.prompt} Really?` } }
    expect(standingInBank(taken, newer)).toBe('newer')
    const taught = withTextOfBank(taken, newer)
    expect([taught.id, partIdsOf(taught)]).toEqual([taken.id, partIdsOf(question)])
    expect(standingInBank(taught, newer)).toBe('same')
    expect(Question.safeParse(taught).success).toBe(true)
  }
})

test('points and the author’s name for it are each place’s own and never come along, either way', () => {
  const [question] = questions as [Question]
  const original = {
    id,
    version: 2,
    question: { ...question, prompt: 'Mended', name: 'Of the bank', points: 1 },
  }
  const mine = { ...takenFromBank({ ...original, version: 1, question }), name: 'Of the quiz', points: 9 }
  expect(withTextOfBank(mine, original)).toMatchObject({ prompt: 'Mended', name: 'Of the quiz', points: 9 })
  expect(withTextOfQuiz(original, mine)).toEqual({ ...original.question, prompt: question.prompt })
  expect(standingInBank(mine, { ...original, version: 1, question })).toBe('same')
  expect(changesInBank(mine, original).map(({ field }) => field)).toEqual(['prompt'])
})

test('who edits the copy sees that, who has seen the newer text is not told again, and a stale look tells nothing', () => {
  const [question] = questions as [Question]
  const original = { id, version: 2, question }
  const mine = { ...takenFromBank(original), prompt: 'Other words' }
  expect(standingInBank(mine, original)).toBe('edited')
  const newer = { ...original, version: 3 }
  expect(standingInBank(mine, newer)).toBe('newer')
  expect(standingInBank(withVersionSeen(mine, newer), newer)).toBe('edited')
  expect(standingInBank(withVersionSeen(mine, newer), original)).toBe('same')
})

test('a bank holds no link, and a quiz names each question of a bank once', () => {
  const [question] = questions as [Question]
  const taken = takenFromBank({ id, version: 1, question })
  expect(newInBank(taken)).not.toHaveProperty('bank')
  expect(newInBank(taken).id).not.toBe(taken.id)
  expect(linkedIds([taken, takenFromBank({ id, version: 2, question }), question])).toEqual([id])
})
