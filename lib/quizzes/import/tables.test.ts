import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportAiken } from '../export/aiken'
import { exportCsv } from '../export/csv'
import { Question } from '../schema/question'
import { importAiken } from './aiken'
import { importCsv } from './csv'

/** The same cases in every run. */
fc.configureGlobal({ seed: 20_301 })

function counting() {
  let made = 0
  return () => `part${String((made += 1)).padStart(4, '0')}`
}
const head = {
  id: 'question1',
  prompt: '=SUM(1), "so"?',
  points: 1.25,
  name: 'N',
  tags: ['a', 'b c'],
  explanation: 'Why\n\nso',
  isPartial: false,
}
const everyType = [
  {
    type: 'single',
    options: [
      { id: 'option1', text: '*a*', share: 100, feedback: 'yes' },
      { id: 'option2', text: 'b, "c"', share: 33.5 },
    ],
  },
  {
    type: 'multiple',
    options: [
      { id: 'option1', text: 'a', share: 100 },
      { id: 'option2', text: '-b', share: 0 },
    ],
  },
  { type: 'trueFalse', isTrue: false, feedbackOnTrue: 'no', feedbackOnFalse: 'yes' },
  {
    type: 'shortText',
    caseMatters: true,
    accentsMatter: false,
    accepted: [
      { text: 'a', share: 100 },
      { text: '50% b', share: 50, feedback: 'f' },
    ],
  },
  {
    type: 'number',
    units: ['km', 'kilometres'],
    isUnitRequired: true,
    accepted: [
      { value: -3.5, tolerance: 0.1, toleranceKind: 'absolute', share: 100 },
      { value: 7, tolerance: 5, toleranceKind: 'percent', share: 50 },
      { value: 1e-7, tolerance: 0, toleranceKind: 'absolute', share: 1 },
    ],
  },
  {
    type: 'ordering',
    entries: [
      { id: 'entry1', text: 'first' },
      { id: 'entry2', text: '=2nd\nline' },
    ],
  },
  {
    type: 'matching',
    pairs: [
      { id: 'entry1', text: 'a', match: { id: 'match1', text: 'one' } },
      { id: 'entry2', text: 'b', match: { id: 'match2', text: 'two -> 2' } },
    ],
    extras: [{ id: 'extra1', text: 'none' }],
  },
  {
    type: 'gaps',
    prompt: 'A [[gap:gap123]] b [[gap:gap456]]',
    gaps: [
      { id: 'gap123', kind: 'text', caseMatters: true, accepted: [{ text: 'x', share: 100 }] },
      {
        id: 'gap456',
        kind: 'choice',
        options: [
          { id: 'option1', text: 'y', share: 100 },
          { id: 'option2', text: 'z', share: 0 },
        ],
      },
    ],
  },
].map((question) => Question.parse({ ...head, ...question }))

function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key === 'id' ? undefined : each)).replace(
      /gap:[a-z0-9]+/g,
      'gap:x',
    ),
  )
}

test('a table of every type is read in again as the same questions', () => {
  const { text, losses } = exportCsv(everyType)
  expect(losses).toEqual([])
  const { questions, lines } = importCsv(text, counting())
  expect(lines).toEqual([])
  expect(questions.map(withoutIds)).toEqual(everyType.map(withoutIds))
})

test('no cell of a table begins as a formula', () => {
  const { text } = exportCsv(everyType)
  expect(text).toContain(`"'=SUM(1), ""so""?"`)
  expect(text).not.toMatch(/(^|[,\n])"?[=+@-]/)
})

test('a table as people write it: semicolons, stars, few columns', () => {
  const source =
    'Type;Prompt;Answer1;Answer2;Answer3\nsingle;2 + 2?;3;*4;5\nshorttext;Capital?;Rome;roma\nTRUEFALSE;Sky is blue;true\n'
  const { questions, lines } = importCsv(source, counting())
  expect(lines).toEqual([])
  expect(questions).toMatchObject([
    { type: 'single', options: [{ text: '3', share: 0 }, { text: '4', share: 100 }, { text: '5' }] },
    {
      type: 'shortText',
      accepted: [
        { text: 'Rome', share: 100 },
        { text: 'roma', share: 100 },
      ],
    },
    { type: 'trueFalse', isTrue: true },
  ])
})

test('rows that cannot be taken are reported by their line', () => {
  const source =
    'type,prompt,answer1,answer2\nessay,Write,,\nsingle,None right,a,b\nnumber,N,abc,\n"single","two\nlines",*a,b\nmatching,M,a,b\nsingle,Share,500% a,b\n'
  const { questions, lines } = importCsv(source, counting())
  expect(questions.map(({ prompt }) => prompt)).toEqual(['two\nlines'])
  expect(lines.map(({ line, code }) => [line, code])).toEqual([
    [2, 'unknownType'],
    [3, 'badQuestion'],
    [4, 'badCell'],
    [7, 'badCell'],
    [8, 'badCell'],
  ])
  expect(importCsv('a,b\n1,2\n', counting()).lines).toMatchObject([
    { line: 1, code: 'missingColumn', detail: 'type, prompt' },
  ])
})

test('Aiken: lettered options and the right letter, also over several lines', () => {
  const source =
    '\uFEFFWhat is it?\nA. One\nB) Two\nANSWER: B\r\n\r\nWhich LMS\nhas most?\nA) x\nB) y\nC) z\nANSWER: a\n'
  const { questions, lines } = importAiken(source, counting())
  expect(lines).toEqual([])
  expect(questions).toMatchObject([
    {
      prompt: 'What is it?',
      options: [
        { text: 'One', share: 0 },
        { text: 'Two', share: 100 },
      ],
    },
    { prompt: 'Which LMS\nhas most?', options: [{ share: 100 }, {}, {}] },
  ])
})

test('Aiken: what cannot be taken is reported by its line', () => {
  const source = 'A. before\n\nNo answer\nA. a\nB. b\nNext?\nA. a\nB. b\nANSWER: C\n\nANSWER: A\n\nLast\nA. a'
  const { questions, lines } = importAiken(source, counting())
  expect(questions).toEqual([])
  expect(lines.map(({ line, code }) => [line, code])).toEqual([
    [1, 'optionShape'],
    [3, 'noAnswerLine'],
    [6, 'answerUnknown'],
    [11, 'optionShape'],
    [13, 'noAnswerLine'],
  ])
})

test('single choices go out as Aiken and come back; others are reported', () => {
  const plain = Question.parse({
    id: 'question1',
    type: 'single',
    prompt: 'Which?',
    points: 1,
    options: [
      { id: 'option1', text: 'a', share: 0 },
      { id: 'option2', text: 'b', share: 100 },
    ],
  })
  const { text, losses } = exportAiken([plain, ...everyType.slice(0, 3)])
  expect(losses).toEqual([
    { number: 2, code: 'points' },
    { number: 2, code: 'more' },
    { number: 3, code: 'type' },
    { number: 4, code: 'type' },
  ])
  expect(importAiken(text, counting()).questions.map(withoutIds)[0]).toEqual(withoutIds(plain))
})

test('nothing in a file makes it throw', () => {
  const bit = fc.constantFrom(
    'type',
    'prompt',
    'answer1',
    ',',
    ';',
    '"',
    '\n',
    'single',
    'gaps',
    '1:',
    '1?',
    '[[1]]',
    '100% ',
    '*',
    '->',
    '+-',
    'A. x',
    'ANSWER: A',
    '\0',
    '__proto__',
  )
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 40 }), (bits) => {
      const source = bits.join('')
      for (const { questions } of [
        importCsv(source, counting()),
        importCsv(`type,prompt,answer1,answer2\n${source}`, counting()),
        importAiken(source, counting()),
      ])
        for (const question of questions) expect(Question.safeParse(question).success).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
