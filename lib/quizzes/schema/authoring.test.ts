import { expect, test } from 'vitest'
import { fieldsOf } from '@/lib/platform/forms/issue-codes'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { QUESTION_FAULTS } from '../constants'
import { QuizWritten, SaveBankQuestion } from './authoring'
import { Question } from './question'

const MUTE = `Look: ![ ](/api/uploads/public/${'a'.repeat(64)}.webp#4x3)`
const SPEAKING = MUTE.replace('![ ]', '![A wheel]')

const draftOf = (questions: unknown[]) => ({
  version: 1,
  draft: { settings: {}, questions, draws: [] },
})

function changed(index: number, path: (string | number)[], text: string): unknown {
  const question: unknown = structuredClone(QUESTIONS[index])
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((part, step) => Reflect.get(part as object, step), question)
  Reflect.set(holder as object, path.at(-1) ?? '', text)
  return question
}

test.each([
  [0, ['prompt']],
  [0, ['explanation']],
  [0, ['options', 1, 'text']],
  [1, ['options', 0, 'feedback']],
  [2, ['feedbackOnFalse']],
  [3, ['accepted', 0, 'feedback']],
  [5, ['entries', 2, 'text']],
  [6, ['pairs', 1, 'text']],
  [6, ['pairs', 1, 'match', 'text']],
  [6, ['extras', 0, 'text']],
  [7, ['gaps', 1, 'options', 0, 'text']],
] as [number, (string | number)[]][])(
  'a picture without words is refused at its field when it is written, and stays readable: %i %j',
  (index, path) => {
    const question = changed(index, path, MUTE)
    const refused = QuizWritten.safeParse(draftOf([QUESTIONS[4], question]))
    expect(fieldsOf(refused.error?.issues ?? [])).toEqual({
      [`draft.questions.1.${path.join('.')}`]: QUESTION_FAULTS.mutePicture,
    })
    const inBank = SaveBankQuestion.safeParse({ version: 0, question })
    expect(fieldsOf(inBank.error?.issues ?? [])).toEqual({
      [`question.${path.join('.')}`]: QUESTION_FAULTS.mutePicture,
    })
    expect(Question.safeParse(question).success).toBe(true)
    expect(QuizWritten.safeParse(draftOf([changed(index, path, SPEAKING)])).success).toBe(true)
  },
)

test('what is compared letter by letter is no picture', () => {
  const question = changed(3, ['accepted', 0, 'text'], '![](x)')
  expect(QuizWritten.safeParse(draftOf([question])).success).toBe(true)
})
