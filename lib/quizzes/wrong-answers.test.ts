import { expect, test } from 'vitest'
import { QUESTIONS, RIGHT_ANSWERS } from '@/lib/platform/testing/quizzes'
import type { Answer } from './schema/answer'
import { Question } from './schema/question'
import { mostFrequent, wrongPartsOf } from './wrong-answers'

const question = (id: string) => Question.parse(QUESTIONS.find((each) => each.id === id))
const textsOf = (id: string, answer: object) =>
  wrongPartsOf(question(id), answer as Answer).map(({ text }) => text)

test.each(QUESTIONS.map(({ id, type }) => [type, id] as const))(
  'nothing of a right answer is wrong: %s',
  (_, id) => {
    expect(wrongPartsOf(question(id), RIGHT_ANSWERS[id as keyof typeof RIGHT_ANSWERS] as Answer)).toEqual([])
  },
)

test.each<[string, string, object, string[]]>([
  ['the wrong option', 'single1', { type: 'single', option: 'optb1x' }, ['Beta']],
  [
    'only the wrong ones of several',
    'multiple1',
    { type: 'multiple', options: ['optc1x', 'opte1x'] },
    ['Epsilon'],
  ],
  ['the other of two', 'truefalse1', { type: 'trueFalse', value: false }, ['false']],
  ['what was written', 'short1', { type: 'shortText', text: ' other word ' }, ['other word']],
  ['the number that was written', 'number1', { type: 'number', text: '12 km' }, ['12 km']],
  [
    'the pair that does not belong',
    'matching1',
    { type: 'matching', matches: { pair0xx: 'match1x', pair1xx: 'match1x' } },
    ['one → partner of two'],
  ],
  [
    'the wrong gap',
    'gaps1xx',
    { type: 'gaps', gaps: { gap1xxx: 'seen', gap2xxx: 'optg1x' } },
    ['seen', 'Eta'],
  ],
  ['nothing of an order', 'ordering1', { type: 'ordering', order: ['entry2x', 'entry1x', 'entry0x'] }, []],
  ['nothing of a blank answer', 'short1', { type: 'shortText', text: ' ' }, []],
  ['nothing of an answer to another question', 'single1', { type: 'trueFalse', value: true }, []],
])('is told: %s', (_, id, answer, texts) => {
  expect(textsOf(id, answer)).toEqual(texts)
})

test('what counts as the same spelling is counted together, the most frequent first', () => {
  const parts = ['Lyon', 'lyon ', 'Nice', 'LYON', 'Brest'].flatMap((text) =>
    wrongPartsOf(question('short1'), { type: 'shortText', text }),
  )
  expect(mostFrequent(parts, 2)).toEqual([
    { text: 'Lyon', count: 3 },
    { text: 'Brest', count: 1 },
  ])
})
