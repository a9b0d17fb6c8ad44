import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportGift } from '../export/gift'
import { Question } from '../schema/question'
import { importGift } from './gift'

/** The same cases in every run. */
fc.configureGlobal({ seed: 20_301 })

function counting() {
  let made = 0
  return () => `part${String((made += 1)).padStart(4, '0')}`
}
const take = (source: string) => importGift(source, counting())
const one = (source: string) => {
  const { questions, lines } = take(source)
  expect(lines).toEqual([])
  expect(questions).toHaveLength(1)
  return questions[0] as Question
}
const shown = (question: Question) => JSON.parse(JSON.stringify(question)) as Record<string, unknown>

test('every feature of the documentation is taken: multiple choice with feedback and partial credit', () => {
  expect(shown(one("Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}"))).toMatchObject({
    type: 'single',
    prompt: "Who's buried in Grant's tomb?",
    options: [
      { text: 'Grant', share: 0 },
      { text: 'Jefferson', share: 0 },
      { text: 'no one', share: 100 },
    ],
  })
  expect(
    shown(one('::Hard::Difficult.{\n ~wrong #no\n ~%50%half credit #nearly\n =full credit #well done!}')),
  ).toMatchObject({
    name: 'Hard',
    options: [
      { text: 'wrong', share: 0, feedback: 'no' },
      { text: 'half credit', share: 50, feedback: 'nearly' },
      { text: 'full credit', share: 100, feedback: 'well done!' },
    ],
  })
})

test('several right answers are a multiple choice; weights that are not ours are reported, ours are not', () => {
  const { questions, lines } = take(
    "What two people are entombed?{\n~%-100%No one\n~%50%Grant\n~%50%Grant's wife\n~%-100%Grant's father\n}",
  )
  expect(questions[0]).toMatchObject({
    type: 'multiple',
    options: [{ share: 0 }, { share: 100 }, { share: 100 }, { share: 0 }],
  })
  expect(lines).toEqual([{ line: 1, code: 'weightsReplaced', detail: '-100, 50, 50, -100', isTaken: true }])
  one('Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}')
})

test('missing words are gaps to choose or to write', () => {
  const choice = one("Grant is {~buried =entombed ~living} in Grant's tomb.")
  expect(shown(choice)).toMatchObject({
    type: 'gaps',
    gaps: [{ kind: 'choice', options: [{}, { text: 'entombed', share: 100 }, {}] }],
  })
  expect(choice.prompt).toMatch(/^Grant is \[\[gap:part\d{4}\]\] in Grant's tomb\.$/)
  const written = one('Two plus {=two =2} equals four.')
  expect(shown(written)).toMatchObject({
    type: 'gaps',
    gaps: [{ kind: 'text', accepted: [{ text: 'two' }, { text: '2' }] }],
  })
  expect(one('The end is {=near}.').prompt).toMatch(/^The end is \[\[gap:part\d{4}\]\]\.$/)
  expect(one('The sun rises in the {T} east.').prompt).toBe('The sun rises in the \\_\\_\\_\\_\\_ east.')
})

test('true or false, with what is said to who was wrong and to who was right', () => {
  expect(
    one("Grant is buried in Grant's tomb.{FALSE#No one is buried.#You know it.####He is entombed.}"),
  ).toMatchObject({
    type: 'trueFalse',
    isTrue: false,
    feedbackOnTrue: 'No one is buried.',
    feedbackOnFalse: 'You know it.',
    explanation: 'He is entombed.',
  })
  expect(one('The sun rises in the east.{T}')).toMatchObject({ isTrue: true })
})

test('short answers, also with a share', () => {
  expect(one("Who's buried?{=no one =nobody}")).toMatchObject({
    type: 'shortText',
    caseMatters: false,
    accepted: [
      { text: 'no one', share: 100 },
      { text: 'nobody', share: 100 },
    ],
  })
  expect(
    one(
      'Jesus was from {\n=Nazareth#Yes!\n=%75%Nazereth#Right, but misspelled.\n=%25%Bethlehem#Born here.\n}.',
    ),
  ).toMatchObject({
    gaps: [{ accepted: [{ share: 100 }, { share: 75, feedback: 'Right, but misspelled.' }, { share: 25 }] }],
  })
  expect(one('Write four: {four}')).toMatchObject({ accepted: [{ text: 'four' }] })
})

test.each([
  ['{#1822:5}', { value: 1822, tolerance: 5 }],
  ['{#3.141..3.142}', { value: 3.1415, tolerance: 0.0005 }],
  ['{#42}', { value: 42, tolerance: 0 }],
  ['{#-3:.5}', { value: -3, tolerance: 0.5 }],
  ['{#1.5e3:1e1}', { value: 1500, tolerance: 10 }],
  ['{#1:2#near: enough}', { value: 1, tolerance: 2, feedback: 'near: enough' }],
])('the number %s', (answers, accepted) => {
  expect(one(`How many? ${answers}`)).toMatchObject({
    type: 'number',
    accepted: [{ toleranceKind: 'absolute', share: 100, ...accepted }],
  })
})

test('several numbers with their shares; feedback for the rest is reported', () => {
  const { questions, lines } = take(
    'When was Grant born? {#\n=1822:0 #Correct!\n=%50%1822:2 #Half.\n~ #No.\n}',
  )
  expect(questions[0]).toMatchObject({
    accepted: [
      { value: 1822, share: 100 },
      { tolerance: 2, share: 50, feedback: 'Half.' },
    ],
  })
  expect(lines).toEqual([{ line: 1, code: 'feedbackDropped', detail: 'No.', isTaken: true }])
})

test('matching, with a partner too many', () => {
  expect(
    one('Match.{\n=Canada -> Ottawa\n=Italy -> Rome\n=[html]<b>Japan</b> -> Tokyo\\: capital\n= -> Paris\n}'),
  ).toMatchObject({
    type: 'matching',
    pairs: [
      { text: 'Canada', match: { text: 'Ottawa' } },
      { text: 'Italy' },
      { text: '<b>Japan</b>', match: { text: 'Tokyo: capital' } },
    ],
    extras: [{ text: 'Paris' }],
  })
})

test('categories and tags are tags, comments go wherever they stand', () => {
  const { questions, lines } = take(
    '// file\n$CATEGORY: $course$/top/Rivers\n\n// [id:Q1] [tag:easy] [tag:long rivers]\n::Nile::Is it long?{\n// in the middle\n=yes\n~no\n}',
  )
  expect(questions[0]).toMatchObject({
    name: 'Nile',
    tags: ['Rivers', 'easy', 'long rivers'],
    type: 'single',
  })
  expect(lines).toEqual([{ line: 5, code: 'idDropped', detail: '', isTaken: true }])
})

test('escaped characters, line breaks and colons that mean nothing', () => {
  expect(one('Note: 2 + 2 \\= 4 \\{sic\\}\\nTrue?{T}').prompt).toBe('Note: 2 + 2 = 4 {sic}\nTrue?')
  expect(one('What = is 5~6 #1: at http://x.org/?{=a: b ~c\\~d}')).toMatchObject({
    prompt: 'What = is 5\\~6 #1: at http://x.org/?',
    options: [{ text: 'a: b' }, { text: 'c\\~d' }],
  })
})

test.each([
  ['[markdown]*Stars* stay{T}', '*Stars* stay'],
  ['[plain]*Stars* and <b>{T}', '\\*Stars\\* and &lt;b>'],
  ['[html]<p>a * b</p>{T}', '<p>a &#42; b</p>'],
  ['5 * 3 * 2 is 30{T}', '5 \\* 3 \\* 2 is 30'],
  ['The root $$x_1$$ and \\\\(y_2\\\\) of a_b{T}', 'The root $$x_1$$ and $y_2$ of a\\_b'],
])('the text of %s', (source, prompt) => {
  expect(one(source).prompt).toBe(prompt)
})

test('what cannot be taken is reported by its line, and the rest is taken', () => {
  const source =
    'Say something.\n\nWrite an essay.{}\n\nOk?{T}\n\nBroken {~a\n\n\nTwo {=a}{=b}\n\nNone right {~a ~b}\n\nWild{=*cat*}\n\nPair{=a->b}\n\nTwice {=a =A}'
  const { questions, lines } = take(source)
  expect(questions.map(({ prompt }) => prompt)).toEqual(['Ok?', 'Wild'])
  expect(lines.map(({ line, code, isTaken }) => [line, code, isTaken])).toEqual([
    [1, 'notAQuestion', false],
    [3, 'essay', false],
    [7, 'unreadable', false],
    [10, 'unreadable', false],
    [12, 'noRightAnswer', false],
    [14, 'wildcard', true],
    [16, 'tooFewPairs', false],
    [18, 'badQuestion', false],
  ])
})

test('nothing in a file makes it throw', () => {
  const bit = fc.constantFrom(
    '{',
    '}',
    '=',
    '~',
    '#',
    '%',
    ':',
    '::',
    '->',
    '\\',
    '\n',
    '\n\n',
    '//',
    '50',
    'T',
    'a',
    '[html]',
    '####',
    '..',
    '$CATEGORY:',
    '&&092;',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 40 }), (bits) => {
      const { questions } = take(bits.join(''))
      for (const question of questions) expect(Question.safeParse(question).success).toBe(true)
    }),
    { numRuns: 3_000 },
  )
})

const text = fc
  .stringMatching(/^[a-zA-Zé:=~#{}\\*_<>$1-9 -]{1,30}$/)
  .map((given) => `T${given.replace(/\s+/g, ' ').replaceAll('->', '- >').trim()}E`)
const shares = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 })
const withChoices = fc.tuple(text, shares, text).map(([prompt, parts, feedback]) => ({
  id: 'question1',
  points: 1,
  type: 'single' as const,
  name: 'A name: with #signs',
  tags: ['one', 'two words'],
  explanation: `${prompt}\n\nMore`,
  prompt: `${prompt}\nnext line`,
  options: [100, ...parts].map((share, index) => ({
    id: `option${index}`,
    text: `${index}. ${prompt}`,
    share,
    feedback,
  })),
}))

/** A question without the ids of its parts. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key === 'id' ? undefined : each)).replace(
      /gap:[a-z0-9]+/g,
      'gap:x',
    ),
  )
}

test('what is written is read in again as the same questions', () => {
  const fixed = [
    {
      type: 'multiple',
      options: ['a', 'b', 'c', 'd', 'e'].map((each, at) => ({
        id: `option${at}`,
        text: each,
        share: at < 3 ? 100 : 0,
        feedback: at === 4 ? 'no: #1' : '',
      })),
    },
    { type: 'trueFalse', isTrue: true, feedbackOnTrue: 'right', feedbackOnFalse: '' },
    { type: 'trueFalse', isTrue: false, explanation: 'because {it} = so' },
    {
      type: 'shortText',
      accepted: [
        { text: 'a = b', share: 100 },
        { text: 'c', share: 33.33333, feedback: 'nearly' },
      ],
    },
    {
      type: 'number',
      accepted: [
        { value: -0.0000125, tolerance: 1e-7, toleranceKind: 'absolute', share: 100 },
        { value: 12_345_678, tolerance: 0, toleranceKind: 'absolute', share: 50, feedback: 'half' },
      ],
    },
    {
      type: 'matching',
      pairs: [
        { id: 'entry1', text: 'x -> y'.replace('->', 'to'), match: { id: 'match1', text: 'one' } },
        { id: 'entry2', text: '**two**', match: { id: 'match2', text: 'two: 2' } },
      ],
      extras: [{ id: 'extra1', text: 'three' }],
    },
    {
      type: 'gaps',
      prompt: 'Before [[gap:gap123]], after.',
      gaps: [
        {
          id: 'gap123',
          kind: 'choice',
          options: [
            { id: 'option1', text: 'a', share: 100 },
            { id: 'option2', text: 'b', share: 0 },
          ],
        },
      ],
    },
    {
      type: 'gaps',
      prompt: 'Before [[gap:gap123]] after.',
      gaps: [{ id: 'gap123', kind: 'text', accepted: [{ text: 'a', share: 100 }] }],
    },
  ].map((question) => ({ id: 'question1', prompt: 'What?', points: 1, ...question }))
  const all = [...fixed, ...fc.sample(withChoices, 100)].map((question) => Question.parse(question))
  const { text: written, losses } = exportGift(all)
  expect(losses).toEqual([])
  const read = take(written)
  // Letters by chance make a tag now and then, of which only the words are shown: that is said, and it stays.
  expect(read.lines.filter(({ code }) => code !== 'tagDropped')).toEqual([])
  expect(read.questions.map(withoutIds)).toEqual(all.map(withoutIds))
})

test('what the format cannot say is reported, and a question it has not is left out', () => {
  const common = { id: 'question1', prompt: 'Which?', points: 1 }
  const ordering = Question.parse({
    ...common,
    type: 'ordering',
    entries: [
      { id: 'entry1', text: 'a' },
      { id: 'entry2', text: 'b' },
    ],
  })
  const number = Question.parse({
    ...common,
    points: 2,
    type: 'number',
    units: ['km'],
    accepted: [{ value: 200, tolerance: 1, toleranceKind: 'percent', share: 100 }],
  })
  const { text: written, losses } = exportGift([ordering, number])
  expect(losses).toEqual([
    { number: 1, code: 'type' },
    { number: 2, code: 'points' },
    { number: 2, code: 'units' },
  ])
  expect(one(written)).toMatchObject({ accepted: [{ value: 200, tolerance: 2 }] })
})
