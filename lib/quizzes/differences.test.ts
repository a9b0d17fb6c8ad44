import { expect, test } from 'vitest'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { quizDifferences } from './differences'
import { QuizContent, QuizDraft } from './schema/quiz'

const before = QuizContent.parse({ settings: {}, questions: QUESTIONS, pools: [] })
const draft = (questions: readonly object[], settings: object = {}, draws: object[] = []) =>
  QuizDraft.parse({ settings, questions, draws })
const [single, multiple] = QUESTIONS

test('nothing differs in what is the same', () => {
  expect(quizDifferences(before, draft(QUESTIONS))).toEqual([])
})

test('another right answer is told with the answers before and after, each marked', () => {
  const { options } = single as { options: { share: number }[] }
  const turned = { ...single, options: options.map((option) => ({ ...option, share: 100 - option.share })) }
  expect(quizDifferences(before, draft([turned, ...QUESTIONS.slice(1)]))).toEqual([
    {
      ...{ kind: 'changed', what: 'question', title: 'Which one?' },
      changes: [
        { field: 'answers', before: '✓ Alpha\n✗ Beta (not Beta)', after: '✗ Alpha\n✓ Beta (not Beta)' },
      ],
    },
  ])
})

test('questions that came show all that is right in them, those that went are named', () => {
  const another = { ...multiple, id: 'another1', name: 'Greek', prompt: 'And these?' }
  const differences = quizDifferences(before, draft([...QUESTIONS.slice(1), another]))
  expect(differences.map(({ kind, what, title }) => [kind, what, title])).toEqual([
    ['added', 'question', 'Greek'],
    ['removed', 'question', 'Which one?'],
  ])
  expect(differences[0]?.changes).toContainEqual({
    ...{ field: 'answers', before: '' },
    after: '✓ Gamma\n✓ Delta\n✗ Epsilon (not Epsilon)',
  })
})

test('rules are told as values that the catalogue has words for; an order that moved is told once', () => {
  const moved = [...QUESTIONS.slice(1), ...QUESTIONS.slice(0, 1)]
  expect(quizDifferences(before, draft(moved, { counts: 'last', timeLimitMinutes: 20 }))).toEqual([
    {
      ...{ kind: 'changed', what: 'settings', title: '' },
      changes: [
        { field: 'timeLimitMinutes', before: '', after: '20' },
        { field: 'counts', before: 'best', after: 'last', isCode: true },
      ],
    },
    { kind: 'changed', what: 'order', title: '', changes: [] },
  ])
})

test('a draw is known by its id: its count, points and tag are compared with what was drawn among', () => {
  const pool = { id: 'draw11', count: 1, questions: [{ ...single, tags: ['bread', 'easy'] }] }
  const content = QuizContent.parse({ settings: {}, questions: [], pools: [pool] })
  const drawn = (change: object) =>
    draft([], {}, [{ id: 'draw11', tag: 'bread', count: 1, points: 1, ...change }])
  expect(quizDifferences(content, drawn({}))).toEqual([])
  expect(quizDifferences(content, drawn({ tag: 'salt', count: 3 }))).toEqual([
    {
      ...{ kind: 'changed', what: 'draw', title: 'salt' },
      changes: [
        { field: 'tags', before: 'bread, easy', after: 'salt' },
        { field: 'count', before: '1', after: '3' },
      ],
    },
  ])
})

test.each(QUESTIONS.map((question) => [question.type, question] as const))(
  'every kind of question has its answers told: %s',
  (_, question) => {
    const [added] = quizDifferences(null, draft([question])).filter(({ what }) => what === 'question')
    expect(added?.changes.find(({ field }) => field === 'answers')?.after).toBeTruthy()
  },
)
