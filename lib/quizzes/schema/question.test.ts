import { expect, test } from 'vitest'
import { Question } from './question'

const common = { id: 'question1', prompt: 'Which?', points: 1 }
const option = (text: string, share = 0, id = `id${text.toLowerCase()}xxx1`) => ({ id, text, share })
const faults = (question: object) => {
  const parsed = Question.safeParse({ ...common, ...question })
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test.each([
  [
    'two right of a single choice',
    { type: 'single', options: [option('A', 100), option('B', 100)] },
    'options: quiz.one_right',
  ],
  ['none right', { type: 'single', options: [option('A', 50), option('B')] }, 'options: quiz.one_right'],
  [
    'all right',
    { type: 'multiple', options: [option('A', 100), option('B', 100)] },
    'options: quiz.some_wrong',
  ],
  [
    'equal options',
    { type: 'single', options: [option('A', 100), option('A', 0, 'other12')] },
    'options: quiz.repeated_option',
  ],
  [
    'equal ids',
    { type: 'single', options: [option('A', 100, 'same123'), option('B', 0, 'same123')] },
    ': quiz.repeated_id',
  ],
  [
    'equal spellings',
    {
      type: 'shortText',
      accepted: [
        { text: 'Yes', share: 100 },
        { text: 'yes ', share: 50 },
      ],
    },
    'accepted: quiz.repeated_option',
  ],
  [
    'no whole answer',
    { type: 'number', accepted: [{ value: 1, tolerance: 0, toleranceKind: 'absolute', share: 50 }] },
    'accepted: quiz.full_share',
  ],
  [
    'a gap that has no place',
    {
      type: 'gaps',
      prompt: 'No place.',
      gaps: [{ id: 'gap123', kind: 'text', accepted: [{ text: 'a', share: 100 }] }],
    },
    'prompt: quiz.gap_places',
  ],
  [
    'a place without a gap',
    {
      type: 'gaps',
      prompt: '[[gap:gap123]] [[gap:gap456]]',
      gaps: [{ id: 'gap123', kind: 'text', accepted: [{ text: 'a', share: 100 }] }],
    },
    'prompt: quiz.gap_places',
  ],
  [
    'a partner that is also an extra',
    {
      type: 'matching',
      pairs: [
        { id: 'entry1', text: '1', match: { id: 'match1', text: 'one' } },
        { id: 'entry2', text: '2', match: { id: 'match2', text: 'two' } },
      ],
      extras: [{ id: 'extra1', text: 'two' }],
    },
    'extras: quiz.repeated_option',
  ],
  ['thousandths of points', { type: 'trueFalse', isTrue: true, points: 0.005 }, 'points: too_small'],
  ['finer than hundredths', { type: 'trueFalse', isTrue: true, points: 1.001 }, 'points: invalid'],
  ['an unknown field', { type: 'trueFalse', isTrue: true, $where: '1' }, ': Unrecognized key: "$where"'],
])('%s is refused at its place', (_what, question, fault) => {
  expect(faults(question)).toContain(fault)
})

test('a question says all it may say', () => {
  expect(
    faults({ type: 'trueFalse', isTrue: false, tags: ['a', 'b'], explanation: 'Why', points: 0.01 }),
  ).toEqual([])
})
